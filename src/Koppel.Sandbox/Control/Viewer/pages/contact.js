import { changes } from '../parts/changes.js';
import { make } from '../parts/dom.js';
import { address, day, fullName, many, time } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty } from '../parts/table.js';
import { startTable } from './automations.js';

export const contact = {
  title: 'Contact',
  titleOf: row => fullName(row) || row.email,
  read: async place => {
    const [row, { starts }] = await Promise.all([read('contacts/' + place.id), read('automations/starts?contact=' + place.id)]);
    return { ...row, starts };
  },
  told: row => `${row.email}, contact ${row.id}`,
  show: (row, place) => [
    make('div', { class: 'columns' },
      section('Contact', facts([
        ['E-mail', address(row.email)], ['First name', row.firstName], ['Last name', row.lastName], ['Phone', row.phone],
        ['Account', row.account && make('a', { href: link('accounts', row.account.id) }, row.account.name)],
        ['Created', time(row.created)], ['Changed', time(row.updated)]])),
      section('Custom fields', row.fields.length === 0 ? empty('No field is filled.') : facts(row.fields.map(field => [field.title, field.values.join(', ')]))),
      section('Lists', row.lists.length === 0 ? empty('On no list.') : facts(row.lists.map(list => [
        make('a', { href: link('contacts', undefined, { list: list.id }) }, list.name), [list.status, ' since ', day(list.since)]])))),
    section(many(row.tags.length, 'tag'), row.tags.length === 0 ? empty('No tag.') : tags(row.tags)),
    row.starts.length > 0 && section(many(row.starts.length, 'start') + ' of automations', startTable(row.starts, place, false)),
    section('Activity', changes(row.changes, place)),
  ],
};

const tags = list => make('ul', { class: 'chips' }, list.map(tag => make('li', { class: 'chip' }, make('a', { href: link('contacts', undefined, { tag: tag.id }) }, tag.name), ' ', make('span', { class: 'since' }, 'since ', day(tag.since)))));

export const section = (title, ...content) => make('section', { class: 'card' }, make('h2', {}, title), ...content);

export const facts = (list, more = '') => make('dl', { class: 'facts ' + more }, list.map(([label, value]) => make('div', {}, make('dt', {}, label), make('dd', {}, value || make('span', { class: 'quiet' }, 'none')))));
