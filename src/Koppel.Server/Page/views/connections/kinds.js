// The kinds of system that a new connection can be of.
import { about } from '../../parts/declared.js';
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
        el('p', {}, about({ ...form, code: form.type }, { class: 'quiet' })),
      ),
    ),
  ),
  el('p', {}, el('a', { href: '#/connections' }, w('connections.back'))),
];
