import { sentence } from '../../api.js';
import { about, title } from '../../parts/declared.js';
import { framed } from '../../parts/framed.js';
import { amount, el, joined, knows, plain, w } from '../../words.js';

/** What a source holds: its sheets, its columns, cells that do not look like the others, and the settings that change the reading. */
export function sourceCard(facts, reread) {
  const isDoubtful = facts.doubtful > 0;
  return el(
    'section',
    { class: 'card source' },
    el('h3', {}, facts.name || w('guide.source.query')),
    el('p', { class: 'quiet' }, counted(facts)),
    facts.sheets.length > 1 ? sheets(facts, reread) : null,
    isDoubtful ? doubtful(facts) : null,
    findings(facts.findings),
    el('details', {}, el('summary', {}, w('guide.sample')), sample(facts)),
    facts.settings.length > 0
      ? el('details', {}, el('summary', {}, w('guide.settings')), settings(facts.settings, facts.source, reread))
      : null,
  );
}

/** A source that could not be read as it was asked for: why, and what would change the reading. */
export const unreadCard = (fault, source, reread) =>
  el(
    'section',
    { class: 'card source' },
    el('p', { class: 'notice', role: 'alert' }, sentence(fault)),
    fault.settings
      ? [el('h3', {}, w('guide.settings')), settings(fault.settings, source, reread)]
      : el('button', { type: 'button', onclick: () => reread({ ...source, settings: {} }) }, w('guide.settings.without')),
  );

function counted(facts) {
  const sheet = facts.sheets.find(one => one.name === facts.sheet);
  return joined(
    [
      w('guide.rows', { n: facts.rows }),
      w('guide.columns', { n: facts.columns.length }),
      sheet?.region ? w('guide.region', { sheet: sheet.name, region: sheet.region }) : null,
      sheet?.titleRows ? w('guide.titleRows', { n: sheet.titleRows }) : null,
      facts.emptyRows ? w('guide.emptyRows', { n: facts.emptyRows }) : null,
    ],
    ' · ',
  );
}

const sheets = (facts, reread) =>
  el(
    'p',
    { class: 'line' },
    el('label', { for: 'sheet' }, w('guide.sheet')),
    el(
      'select',
      { id: 'sheet', onchange: event => reread({ ...facts.source, sheet: event.target.value }) },
      facts.sheets.map(one =>
        el('option', { value: one.name, selected: one.name === facts.sheet }, one.rows ? `${one.name} (${one.rows})` : one.name),
      ),
    ),
  );

function doubtful(facts) {
  const cells = facts.columns.flatMap(column => column.doubtful.map(cell => ({ ...cell, column: column.name })));
  return el(
    'div',
    { class: 'told warn' },
    el('b', {}, w('guide.doubtful', { n: facts.doubtful })),
    el(
      'ul',
      {},
      cells
        .slice(0, 8)
        .map(cell => el('li', {}, w('guide.row', { row: String(cell.row) }), ', ', el('b', {}, cell.column), ': ', why(cell))),
      facts.doubtful > 8 ? el('li', { class: 'quiet' }, w('more.count', { n: facts.doubtful - Math.min(8, cells.length) })) : null,
    ),
  );
}

const why = cell => (knows('doubt.' + cell.code) ? w('doubt.' + cell.code, { value: cell.value ?? '' }) : plain(cell.text));

const findings = texts =>
  texts.length === 0
    ? null
    : el(
        'details',
        {},
        el('summary', {}, w('guide.findings', { n: texts.length })),
        el(
          'ul',
          {},
          texts.map(text => el('li', {}, text)),
        ),
      );

const sample = facts =>
  framed(
    w('guide.sample'),
    [w('rows.row'), ...facts.columns.map(column => column.name)],
    facts.sample.map((row, index) =>
      el(
        'tr',
        {},
        el('th', { scope: 'row', class: 'number' }, amount(facts.sampleRows[index])),
        row.map(value => (value === null ? el('td', { class: 'null' }, w('rows.empty')) : el('td', {}, value))),
      ),
    ),
  );

function settings(declared, source, reread) {
  const change = (name, value) => {
    const all = { ...source.settings };
    if (value === '') delete all[name];
    else all[name] = value;
    reread({ ...source, settings: all });
  };
  return el(
    'dl',
    { class: 'settings' },
    declared.map(one => {
      const id = `setting-${one.name}`;
      return el(
        'div',
        {},
        el('dt', {}, el('label', { for: id }, title(one))),
        el(
          'dd',
          {},
          field(one, id, value => change(one.name, value)),
          about(one, { class: 'quiet' }),
        ),
      );
    }),
  );
}

const field = (setting, id, change) =>
  setting.words
    ? el(
        'select',
        { id, onchange: event => change(event.target.value) },
        el('option', { value: '' }, w('guide.settings.own')),
        setting.words.map(word => el('option', { value: word, selected: word === setting.value }, word)),
      )
    : el('input', {
        id,
        value: setting.value ?? '',
        onchange: event => change(event.target.value.trim()),
        placeholder: w('guide.settings.own'),
      });
