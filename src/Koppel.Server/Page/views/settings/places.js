// Where everything lies on this machine, and how much it is.
import { amount, bytes, el, w } from '../../words.js';

export const places = (list, about) => [
  el(
    'dl',
    { class: 'facts places' },
    list.map(one =>
      el(
        'div',
        {},
        el('dt', {}, w('settings.place.' + one.name)),
        el('dd', {}, el('code', {}, one.path), ' ', el('span', { class: 'quiet' }, size(one))),
      ),
    ),
  ),
  el('p', { class: 'quiet' }, w('settings.version', { version: about.version })),
];

const size = place =>
  place.files === 0 ? w('settings.nothing') : w('settings.size', { size: bytes(place.bytes), files: amount(place.files), n: place.files });
