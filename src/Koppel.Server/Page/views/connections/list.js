// All connections: what each is to its user, where its secrets are, and whether it works.
import { path, post, sentence } from '../../api.js';
import { environmentBadge } from '../../parts/environment.js';
import { toast } from '../../parts/say.js';
import { el, joined, lasting, listed, moment, plain, tell, w } from '../../words.js';
import { kindName, whence } from './names.js';

export function list(told, actions) {
  const rows = rowsOf(told);
  return [
    ...notices(told, actions),
    own(told),
    el(
      'p',
      { class: 'actions' },
      told.written.isOpen && told.written.etag
        ? el('a', { class: 'button primary', id: 'add-connection', href: '#/connections/new' }, w('connections.add'))
        : null,
      el('span', { class: 'quiet where' }, where(told.written)),
    ),
    rows.length > 0 ? table(rows, actions) : el('p', { class: 'quiet' }, w('connections.empty')),
  ];
}

const where = written =>
  !written.isOpen ? w('connections.closed') : w(written.isThere ? 'connections.file' : 'connections.newFile', { file: written.file });

/** Those that run, and those of the file that are faulty. */
function rowsOf({ running, written }) {
  const inFile = new Map((written.connections ?? []).map(one => [one.name.toLowerCase(), one]));
  const faulty = [...inFile.values()].filter(one => !running.some(r => r.name.toLowerCase() === one.name.toLowerCase()));
  return [
    ...running.map(one => ({ ...one, file: inFile.get(one.name.toLowerCase()) })),
    // What runs in a demonstration is not all that the file has; only what is wrong is worth a row.
    ...faulty.filter(one => !one.isRight).map(one => ({ name: one.name, kind: one.type ?? '', file: one, isFaulty: true })),
  ];
}

function notices({ written }, { again }) {
  if (!written.faults?.length) return [];
  return [
    el(
      'div',
      { class: 'notice', role: 'alert' },
      el('p', {}, el('strong', {}, w(written.etag ? 'connections.faults' : 'connections.broken', { file: written.file }))),
      el(
        'ul',
        { lang: 'en' },
        written.faults.map(fault => el('li', {}, fault)),
      ),
      el('p', {}, w(written.etag ? 'connections.byForm' : 'connections.byHand')),
      el('p', {}, el('button', { type: 'button', onclick: again }, w('connections.again'))),
    ),
  ];
}

/** From the demonstration to one's own account. */
const own = ({ about, forms, written }) =>
  about.isDemo && written.etag && forms.some(form => form.type === 'activecampaign')
    ? el(
        'section',
        { class: 'card own' },
        el('h3', {}, w('connections.own.title')),
        el('p', {}, w('connections.own.text')),
        el('p', {}, el('a', { class: 'button', id: 'own', href: '#/connections/new/activecampaign' }, w('connections.own'))),
      )
    : null;

const Columns = ['name', 'kind', 'environment', 'access', 'secrets', 'test'];

const table = (rows, actions) =>
  el(
    'table',
    { class: 'plain connections', role: 'table', 'aria-label': w('connections.title') },
    el(
      'thead',
      { role: 'rowgroup' },
      el(
        'tr',
        { role: 'row' },
        Columns.map(name => el('th', { role: 'columnheader', scope: 'col' }, w('connections.column.' + name))),
      ),
    ),
    el(
      'tbody',
      { role: 'rowgroup' },
      rows.map(row => line(row, actions)),
    ),
  );

function line(row, actions) {
  const name = row.file
    ? el('a', { href: '#/' + path('connections', row.name), 'data-connection': row.name }, row.name)
    : el('span', { tabindex: -1, 'data-connection': row.name, title: w('connections.notInFile') }, row.name);
  const cells = [
    [name, row.file ? null : el('span', { class: 'quiet small-note' }, w('connections.given'))],
    [kindName(row.kind)],
    [environment(row)],
    [row.isFaulty ? '' : access(row)],
    [row.isFaulty ? '' : credentials(row)],
    [row.isFaulty ? '' : test(row, actions)],
  ];
  return el(
    'tr',
    { role: 'row' },
    cells.map((cell, at) =>
      el('td', { role: 'cell' }, el('span', { class: 'label', 'aria-hidden': 'true' }, w('connections.column.' + Columns[at])), cell),
    ),
  );
}

function environment(row) {
  if (row.isFaulty) return el('span', { class: 'bad' }, w('connections.faulty', { n: row.file.line }));
  return row.environment ? environmentBadge(row.environment) : el('span', { class: 'quiet' }, w('connections.none'));
}

const access = row =>
  w(row.canLoad ? 'connections.access.read-write' : row.isReadOnly ? 'connections.access.read-only' : 'connections.access.source');

const credentials = ({ file }) =>
  !file ? w('connections.none') : file.credentials.length === 0 ? w('connections.secret.none') : listed(file.credentials.map(whence));

/** What came of the last test, and a button for the next. */
function test(row, { changed }) {
  const shown = el('span', { class: 'outcome' });
  const label = w('connections.testOf', { name: row.name });
  const button = el('button', { type: 'button', class: 'small', 'aria-label': label }, w('connections.test'));
  const tellOf = outcome => {
    shown.className = 'outcome ' + (outcome ? (outcome.ok ? 'good' : 'bad') : 'quiet');
    tell(shown, outcome ? joined([words(outcome), outcome.ok ? null : plain(outcome.text)], ': ') : w('connections.untested'));
    if (outcome) shown.title = outcome.text;
  };
  tellOf(row.lastTest);
  button.addEventListener('click', async () => {
    button.setAttribute('aria-disabled', 'true');
    try {
      const outcome = await post('connection-tests', { name: row.name });
      tellOf(outcome);
      toast(plain(`${row.name}: ${outcome.text}`), !outcome.ok);
      if (outcome.ok) changed();
    } catch (fault) {
      toast(sentence(fault), true);
    }
    button.removeAttribute('aria-disabled');
  });
  return el('span', { class: 'line' }, shown, button);
}

const words = outcome =>
  w(outcome.ok ? 'connections.works' : 'connections.fails', { when: moment(outcome.at), time: lasting(outcome.milliseconds / 1000) });
