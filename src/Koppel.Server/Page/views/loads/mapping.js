import { environmentBadge } from '../../parts/environment.js';
import { framed } from '../../parts/framed.js';
import { el, knows, w } from '../../words.js';

const Uses = ['ignore', 'key', 'field', 'tag', 'tags', 'tag-if', 'list', 'account'];
/** The uses that name something of the account. */
const Targets = { field: 'fields', 'tag-if': 'tags' };

/** What goes where: a line for each column, with how sure the proposal is, and what holds for all rows. */
export function mappingCard({ guide, facts, targets, mapping, names, changed = [], new: added = [] }) {
  const columns = new Map(facts.columns.map(column => [column.name, column]));
  const write = values => guide.change({ mapping: { ...guide.state.mapping, ...values }, plan: null });
  const writeColumn = (name, values) =>
    write({ columns: guide.state.mapping.columns.map(one => (one.column === name ? { ...one, ...values } : one)) });
  return el(
    'section',
    { class: 'card mapping' },
    el('h3', {}, w('guide.mapping')),
    connection(guide, targets, mapping),
    changes(changed, added),
    framed(
      w('guide.mapping'),
      ['column', 'use', 'target', 'values', 'sure'].map(name => w('map.' + name)),
      mapping.columns.map(one => line(one, columns.get(one.column), names, writeColumn)),
    ),
    lists(names),
    forAll(mapping, write),
  );
}

/** The connection that a mapping loads; a kept one may write its name otherwise. */
export const connectionOf = (mapping, targets) =>
  targets.find(target => target.connection.toLowerCase() === mapping.connection.toLowerCase());

function connection(guide, targets, mapping) {
  const one = connectionOf(mapping, targets) ?? targets[0];
  const badge = environmentBadge(one.environment, one.connection);
  if (targets.length < 2) return el('p', { class: 'line' }, w('guide.into'), badge);
  const change = event => {
    guide.change({ mapping: null, plan: null });
    guide.change({ mapping: { ...mapping, connection: event.target.value } });
    guide.show('prepare');
  };
  return el(
    'p',
    { class: 'line' },
    el('label', { for: 'target' }, w('guide.into')),
    el(
      'select',
      { id: 'target', onchange: change },
      targets.map(target => el('option', { value: target.connection, selected: target === one }, target.connection)),
    ),
    badge,
  );
}

/** What is other in this file than in the one for which the mapping was kept. */
function changes(changed, added) {
  if (changed.length === 0 && added.length === 0) return null;
  return el(
    'div',
    { class: 'told warn' },
    el('b', {}, w('guide.changedHeadings')),
    el(
      'ul',
      {},
      changed.map(one =>
        el(
          'li',
          {},
          one.foundAs ? w('heading.found', { column: one.missing, found: one.foundAs }) : w('heading.missing', { column: one.missing }),
        ),
      ),
      added.map(column => el('li', {}, w('heading.new', { column }))),
    ),
  );
}

function line(one, column, names, write) {
  const id = `map-${one.column}`;
  const target = el('td', {});
  const values = el('td', {});
  const draw = () => {
    target.replaceChildren(...targetOf(one, names, take));
    values.replaceChildren(...valuesOf(one, take));
  };
  const take = more => {
    Object.assign(one, more);
    write(one.column, more);
  };
  const use = el(
    'select',
    {
      class: 'small',
      'aria-label': w('map.use.of', { column: one.column }),
      onchange: event => {
        const name = event.target.value;
        take({ use: name, target: name === 'tag-if' ? one.column : null, sure: 1, why: { code: 'said' } });
        draw();
        sure.replaceChildren(...sureness(one));
      },
    },
    Uses.map(name => el('option', { value: name, selected: name === one.use }, w('use.' + name))),
  );
  const sure = el('td', {}, sureness(one));
  draw();
  return el(
    'tr',
    { class: one.use === 'ignore' ? 'ignored' : undefined },
    el('th', { scope: 'row', id }, one.column, column ? el('span', { class: 'samples' }, column.samples.slice(0, 3).join(' · ')) : null),
    el('td', {}, use),
    target,
    values,
    sure,
  );
}

function targetOf(one, names, take) {
  const kind = Targets[one.use];
  if (!kind) return [el('span', { class: 'quiet' }, w('target.' + one.use))];
  const label = w('map.target.of', { column: one.column });
  if (one.use !== 'field') {
    const list = `names-${kind}`;
    const field = el('input', { class: 'small', list, value: one.target ?? '', 'aria-label': label, autocomplete: 'off' });
    field.addEventListener('input', () => take({ target: field.value.trim() || null }));
    return [field];
  }
  const all = names.fields;
  return [
    el(
      'select',
      { class: 'small', 'aria-label': label, onchange: event => take({ target: event.target.value || null }) },
      el('option', { value: '' }, w('map.target.none')),
      all.map(field =>
        el(
          'option',
          { value: field.name, selected: field.name === one.target },
          field.title === field.name ? field.name : `${field.title} (${field.name})`,
        ),
      ),
    ),
  ];
}

function valuesOf(one, take) {
  if (one.use === 'tags') {
    const field = el('input', {
      class: 'small short',
      value: one.separator ?? ',',
      'aria-label': w('map.separator.of', { column: one.column }),
    });
    field.addEventListener('input', () => take({ separator: field.value }));
    return [el('label', { class: 'check' }, w('map.separator'), field)];
  }
  if (one.use !== 'field' && one.use !== 'account') return [];
  const nulls = el(
    'select',
    { class: 'small', 'aria-label': w('map.nulls.of', { column: one.column }), onchange: event => take({ nulls: event.target.value }) },
    ['keep', 'clear'].map(name => el('option', { value: name, selected: name === (one.nulls ?? 'keep') }, w('nulls.' + name))),
  );
  const fill = el('input', {
    type: 'checkbox',
    checked: one.fillEmpty === true,
    onchange: event => take({ fillEmpty: event.target.checked }),
  });
  return [nulls, el('label', { class: 'check' }, fill, w('map.fillEmpty'))];
}

function sureness(one) {
  const word = one.sure >= 0.9 ? 'sure' : one.sure >= 0.6 ? 'likely' : 'guess';
  const why = one.why && knows('why.' + one.why.code) ? w('why.' + one.why.code, { like: one.why.like ?? '' }) : null;
  return [
    el('span', { class: `sureness ${word}` }, w('sure.' + (one.why?.code === 'said' ? 'said' : word))),
    why ? el('span', { class: 'samples' }, why) : null,
  ].filter(Boolean);
}

const lists = names =>
  el(
    'datalist',
    { id: 'names-tags' },
    names.tags.slice(0, 500).map(one => el('option', { value: one })),
  );

/** What holds for all rows: a tag for each of them, who and what may be created. */
function forAll(mapping, write) {
  const tags = el('input', { id: 'tags-of-all', value: (mapping.tagsOfAll ?? []).join(', '), autocomplete: 'off' });
  tags.addEventListener('input', () =>
    write({
      tagsOfAll: tags.value
        .split(',')
        .map(text => text.trim())
        .filter(Boolean),
    }),
  );
  const check = (name, word) =>
    el(
      'label',
      { class: 'check' },
      el('input', { type: 'checkbox', checked: mapping[name] === true, onchange: event => write({ [name]: event.target.checked }) }),
      w(word),
    );
  return el(
    'div',
    { class: 'line' },
    check('createContacts', 'map.createContacts'),
    check('createTags', 'map.createTags'),
    el('label', { for: 'tags-of-all' }, w('map.tagsOfAll')),
    tags,
  );
}
