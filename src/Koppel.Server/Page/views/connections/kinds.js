// The kinds of system that a new connection can be of.
import { el, w } from '../../words.js';
import { kindName } from './names.js';

export const kinds = told => [
  el(
    'ul',
    { class: 'kinds' },
    told.forms.map(form =>
      el(
        'li',
        {},
        el('a', { class: 'card kind', href: `#/connections/new/${form.type}` }, el('strong', {}, kindName(form.type))),
        el('p', { class: 'quiet', lang: 'en' }, form.description),
      ),
    ),
  ),
  el('p', {}, el('a', { href: '#/connections' }, w('connections.back'))),
];
