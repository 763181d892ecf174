import { call, path, post, read } from '../../api.js';
import { askText } from '../../parts/dialog.js';
import { toast } from '../../parts/say.js';
import { el, w } from '../../words.js';
import { connectionOf, mappingCard } from './mapping.js';
import { sourceCard, unreadCard } from './source.js';

/** What the source holds, and what goes where. */
export async function show(place, guide, isCurrent) {
  place.append(el('p', { class: 'quiet', role: 'status' }, w('guide.reading')));
  let facts;
  try {
    facts = await post('loads/source', guide.state.source);
  } catch (fault) {
    return isCurrent() ? unread(place, guide, fault) : undefined;
  }
  // Another sheet or file may have been chosen while this one was read: what was found here is not of that.
  if (!isCurrent()) return undefined;
  guide.change({ source: facts.source, name: facts.name || guide.state.name });
  const targets = (await read('loads/targets')).filter(one => !one.isReadOnly);
  if (!isCurrent()) return undefined;
  const body = el('div', { class: 'step' });
  place.replaceChildren(
    sourceCard(facts, source => reread(guide, source)),
    body,
  );
  if (targets.length === 0) return body.append(noTarget(guide));
  const proposed = await propose(guide, targets);
  if (!isCurrent()) return undefined;
  guide.change({ mapping: proposed.mapping });
  draw(body, guide, facts, targets, proposed);
  return undefined;
}

// With a setting that does not fit, or before one that would, it can still be read in another way.
function unread(place, guide, fault) {
  const { source } = guide.state;
  if (!fault.settings && Object.keys(source.settings ?? {}).length === 0) throw fault;
  place.replaceChildren(
    unreadCard(fault, source, changed => reread(guide, changed)),
    el('div', { class: 'actions' }, guide.startAgain()),
  );
  place.querySelector('input, select, button')?.focus();
}

// Read in another way: the mapping is proposed anew, for the columns may be others.
function reread(guide, source) {
  guide.change({ source, mapping: null, plan: null });
  return guide.show('prepare');
}

/** A mapping: the one that is being worked on, the one that was kept, or a proposal. */
async function propose(guide, targets) {
  const { source, mapping, kept } = guide.state;
  const matched = mapping || !kept ? null : await post('loads/match', { source, name: kept });
  const proposed = await post('loads/proposal', { source, connection: (mapping ?? matched?.mapping)?.connection ?? targets[0].connection });
  const told = { ...proposed, ...matched, mapping: mapping ?? matched?.mapping ?? proposed.mapping };
  // Where nothing is real, nothing need be asked: there they keep still unless somebody says otherwise.
  if (told.mapping.automations === null && connectionOf(told.mapping, targets)?.environment === 'sandbox')
    told.mapping.automations = 'skip';
  return told;
}

function draw(body, guide, facts, targets, proposed) {
  const card = mappingCard({ guide, facts, targets, ...proposed });
  const next = guide.next(w('guide.plan'), () => {
    guide.change({ plan: null, run: null, corrects: [] });
    guide.show('plan');
  });
  const preview = el('pre', { tabindex: 0, class: 'code' });
  const script = el('details', { class: 'card' }, el('summary', {}, w('guide.script')), preview, editorButton(guide));
  script.addEventListener('toggle', async () => {
    if (!script.open) return;
    const told = await guide.attempt(() => post('loads/sql', { source: guide.state.source, mapping: guide.state.mapping }));
    preview.textContent = told?.script ?? '';
  });
  body.replaceChildren(card, script, el('div', { class: 'actions' }, next, keepButton(guide), guide.startAgain()));
  next.focus({ preventScroll: true });
}

const editorButton = guide =>
  el(
    'div',
    { class: 'actions' },
    el(
      'button',
      {
        type: 'button',
        onclick: () =>
          guide.attempt(async () => {
            const { script } = await post('loads/sql', { source: guide.state.source, mapping: guide.state.mapping });
            await guide.shell.openText(script);
          }),
      },
      w('guide.openInEditor'),
    ),
  );

const keepButton = guide => el('button', { type: 'button', id: 'keep', onclick: () => keepMapping(guide) }, w('guide.keep'));

/** Keeps the mapping under a name, for the file of next month and for jobs. */
async function keepMapping(guide) {
  const name = await askText(w('guide.keep'), w('guide.keep.name'), guide.state.kept ?? '', w('guide.keep.yes'));
  if (name === null) return;
  const headers = name === guide.state.kept && guide.state.etag ? { 'If-Match': guide.state.etag } : { 'If-None-Match': '*' };
  const { mapping, source } = guide.state;
  const answer = await guide.attempt(() => call('PUT', path('loads', 'mappings', name), { mapping, source }, headers));
  if (!answer) return;
  guide.change({ kept: name, etag: answer.headers.get('ETag') });
  toast(w('guide.keep.done', { name }));
}

const noTarget = guide =>
  el(
    'section',
    { class: 'card' },
    el('p', { class: 'title' }, w('guide.noTarget')),
    el('p', { class: 'quiet' }, w('guide.noTarget.text')),
    el(
      'div',
      { class: 'actions' },
      guide.next(w('guide.noTarget.add'), () => guide.shell.go('#/connections')),
    ),
  );
