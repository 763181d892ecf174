import { drop, path, query, read, send } from '../../api.js';
import { confirm } from '../../parts/dialog.js';
import { menuButton } from '../../parts/menu.js';
import { bytes, el, moment, w } from '../../words.js';

/** What is loaded: a file that is dropped or chosen, one of the folder, or a query; with a mapping that was kept, or a new one. */
export async function show(place, guide) {
  const [kept, files] = await Promise.all([read('loads/mappings'), read('loads/files')]);
  const choice = el('input', {
    type: 'file',
    id: 'file',
    class: 'hidden',
    accept: '.xlsx,.xlsm,.xls,.csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.gz',
  });
  const button = guide.next(w('guide.choose'), () => choice.click());
  const zone = el(
    'div',
    { class: 'drop card' },
    el('p', { class: 'title' }, guide.state.kept ? w('guide.drop.kept', { name: guide.state.kept }) : w('guide.drop')),
    el('p', { class: 'quiet' }, w('guide.drop.text')),
    el('div', { class: 'actions' }, button, choice, el('label', { for: 'file', class: 'hidden' }, w('guide.choose'))),
  );
  choice.addEventListener('change', () => choice.files.length > 0 && take(guide, choice.files[0], zone));
  receive(guide, zone);
  place.append(
    zone,
    ...(files.length > 0 ? [folder(guide, files)] : []),
    queries(guide),
    ...(kept.length > 0 ? [keptOnes(guide, kept)] : []),
  );
  button.focus();
}

// A file may be dropped anywhere on the page.
function receive(guide, zone) {
  guide.host.ondragover = event => {
    if (!zone.isConnected) return;
    event.preventDefault();
    zone.classList.add('over');
  };
  guide.host.ondragleave = () => zone.classList.remove('over');
  guide.host.ondrop = event => {
    if (!zone.isConnected) return;
    event.preventDefault();
    zone.classList.remove('over');
    if (event.dataTransfer.files.length > 0) take(guide, event.dataTransfer.files[0], zone);
  };
}

async function take(guide, file, zone) {
  zone.classList.add('busy');
  zone.setAttribute('aria-busy', 'true');
  const kept = await guide.attempt(() => send(`uploads?${query({ name: file.name })}`, file));
  zone.classList.remove('busy');
  zone.removeAttribute('aria-busy');
  // Something else may have been chosen while it was on its way.
  if (kept && zone.isConnected) choose(guide, { upload: kept.upload }, kept.name);
}

function choose(guide, source, name) {
  guide.change({ source, name });
  guide.show('prepare');
}

const folder = (guide, files) =>
  el(
    'section',
    { class: 'card' },
    el('h3', {}, w('guide.folder')),
    el(
      'ul',
      { class: 'choices' },
      files
        .slice(0, 12)
        .map(file =>
          el(
            'li',
            {},
            el('button', { type: 'button', class: 'link', onclick: () => choose(guide, { path: file.path }, file.path) }, file.path),
            el('span', { class: 'quiet' }, bytes(file.bytes), ' · ', moment(file.modified)),
          ),
        ),
      files.length > 12 ? el('li', { class: 'quiet' }, w('more.count', { n: files.length - 12 })) : null,
    ),
  );

function queries(guide) {
  const text = el('textarea', { id: 'source-query', rows: 3, spellcheck: 'false', placeholder: 'select email, tag from interests@crm' });
  const use = () => text.value.trim() && choose(guide, { query: text.value.trim() }, '');
  return el(
    'details',
    { class: 'card' },
    el('summary', {}, w('guide.query')),
    el('p', { class: 'quiet' }, w('guide.query.text')),
    el('label', { for: 'source-query', class: 'hidden' }, w('guide.query')),
    text,
    el('div', { class: 'actions' }, el('button', { type: 'button', onclick: use }, w('guide.query.use'))),
  );
}

function keptOnes(guide, kept) {
  const use = name => {
    guide.change({ kept: name, etag: kept.find(one => one.name === name).etag });
    guide.show('start');
  };
  const remove = async one => {
    if (!(await confirm(w('guide.kept.remove'), w('guide.kept.remove.text', { name: one.name }), w('guide.kept.remove')))) return;
    await guide.attempt(() => drop(path('loads', 'mappings', one.name), { 'If-Match': one.etag }));
    guide.begin();
  };
  return el(
    'section',
    { class: 'card' },
    el('h3', {}, w('guide.kept')),
    el(
      'ul',
      { class: 'choices' },
      kept.map(one =>
        el(
          'li',
          {},
          el('button', { type: 'button', class: 'link', onclick: () => use(one.name) }, one.name),
          el('span', { class: 'quiet' }, one.connection ?? '', one.modified ? [' · ', moment(one.modified)] : null),
          menuButton(w('guide.kept.more', { name: one.name }), () => [
            { label: w('guide.kept.job'), action: () => guide.shell.go(`#/jobs/+/${path(one.name)}`) },
            { label: w('guide.kept.remove'), action: () => remove(one) },
          ]),
        ),
      ),
    ),
  );
}
