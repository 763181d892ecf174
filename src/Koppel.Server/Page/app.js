import { post, read, sentence } from './api.js';
import * as texts from './documents.js';
import * as events from './events.js';
import { askEntry, entered, offerResume, problem } from './notices.js';
import { Offer } from './offer.js';
import { bar } from './parts/bar.js';
import { open } from './parts/dialog.js';
import { Editor } from './parts/editor.js';
import { help } from './parts/help.js';
import { History } from './parts/history.js';
import { Loads } from './parts/loads.js';
import { Messages } from './parts/messages.js';
import { Panel } from './parts/panel.js';
import { PlanView } from './parts/plan.js';
import { Results } from './parts/results.js';
import { RunBar } from './parts/runbar.js';
import { offsetOf } from './parts/places.js';
import { toast } from './parts/say.js';
import { Tabs } from './parts/tabs.js';
import { Tree } from './parts/tree.js';
import { Variables } from './parts/variables.js';
import { currentLanguage, el, speak, w } from './words.js';
import * as runs from './runs.js';
import { follow } from './follow.js';
import { keys } from './keys.js';
import { lay } from './layout.js';
import * as shell from './shell.js';

let about = { version: '', folder: '', sandbox: null };
const session = () => texts.current().session;
const runOf = document => runs.ofSession(document.session.id).at(-1);

const head = bar(document.getElementById('bar'), { help: () => help(about), side: () => toggleSide() });
const tree = new Tree({
  insert: text => {
    editor.insert(text);
    editor.focus();
  },
  newText,
  loaded: list => history.offer(list),
});
const variables = new Variables();
const results = new Results({ insert: text => editor.insert(text), openText: newText, runShown });
const plan = new PlanView();
const loads = new Loads({ runScript: script => run({ script }), resume });
const messages = new Messages({ goTo: (run, fault) => goTo(fault) });
const history = new History({
  openText: newText,
  runScript: async script => {
    await newText(script);
    run({ script });
  },
});
const panel = new Panel({ results, plan, loads, messages, history }, name => shownPart(name));
const tabs = new Tabs({ focus: () => editor.focus() });
const runBar = new RunBar({
  run: () => runOffered('run'),
  runAll: () => run({ script: editor.text }),
  explain: () => runOffered('plan'),
  stop: () => end('stop'),
  cancel: () => end('cancel'),
});
const place = el('div', { class: 'editor', id: 'editor' });
const offer = new Offer(what => {
  runBar.offer(what);
  editor.markStatement(what.isSelection ? null : what.range);
});

lay(tree.element, [tabs.element, tabs.notice, place, variables.element, runBar.element], panel.element);

const ask = (path, values) => session().use(id => post(path, { session: id, ...values }));
const editor = new Editor(place, {
  keys: [
    { key: 'Mod-Enter', run: () => (runOffered('run'), true) },
    { key: 'Mod-Shift-Enter', run: () => (run({ script: editor.text }), true) },
    { key: 'Mod-Shift-e', run: () => (runOffered('plan'), true) },
  ],
  changed: text => {
    texts.current().write(text);
    variables.show(texts.current());
  },
  moved: () => {
    if (!texts.current()) return;
    offer.look(editor.text, editor.selection);
    localStorage.setItem('cursor.' + texts.current().path, String(editor.selection.head));
  },
  complete: (script, offset) => ask('complete', { script, offset, variables: variables.values }),
  check: script => ask('check', { script, variables: variables.values }),
  describe: (script, offset) => ask('describe', { script, offset, variables: variables.values }),
});

/**
 * Runs a script, or a part of it, in the session of a text: that in front, unless another was in front when it was asked for. Gives the
 * run's number where one began.
 */
async function run({ script, from, to, mode = 'run', ...asked }) {
  const { document, values, isOwn } = { ...inFront(script), ...asked };
  if (!script.trim()) return;
  if (runs.isActive(runOf(document))) return toast(w('busy'));
  try {
    const begun = await document.session.use(async id => ({
      id,
      ...(await post(`sessions/${id}/runs`, { script, from, to, mode, variables: values, file: isOwn ? document.path : undefined })),
    }));
    runs.began(begun.run, begun.id, { script, mode, isOwn });
    if (mode === 'plan' && document === texts.current()) panel.show('plan');
    return begun.run;
  } catch (fault) {
    failed(document, fault);
  }
}

const inFront = script => ({ document: texts.current(), values: variables.values, isOwn: script === texts.current().text });

/** Runs what is offered now: another text may be in front when the engine has answered what that is. */
async function runOffered(mode) {
  const script = editor.text;
  const asked = inFront(script);
  const { range, isNothing } = await offer.settled();
  if (!isNothing) run({ ...asked, script, from: range?.from, to: range?.to, mode });
}

/** Shows a script that was made for the reader, before it runs with its plan; 'ended' hears of the run when it has ended. */
async function runShown(title, script, ended = () => {}) {
  const given = await open(
    title,
    el('pre', { tabindex: 0, class: 'code' }, script),
    [
      { name: '', label: w('cancel') },
      { name: 'text', label: w('openAsText') },
      { name: 'run', label: w('run.plain'), kind: 'primary', isFirst: true },
    ],
    { class: 'wide' },
  );
  if (given === 'text') newText(script);
  if (given !== 'run') return;
  const begun = await run({ script });
  if (begun !== undefined) ended(await runs.ended(begun));
}

/** What another view has made: it is opened as a text, and runs with its plan and its question. */
async function openScript(script, isRun) {
  shell.go('#/query');
  await newText(script);
  if (isRun) await run({ script });
}

async function newText(script) {
  const document = await texts.create(script);
  editor.focus();
  return document;
}

async function resume(ledgerRun) {
  try {
    const begun = await session().use(async id => ({ id, ...(await post(`sessions/${id}/resume`, { ledgerRun })) }));
    runs.began(begun.run, begun.id, { mode: 'run' });
    panel.show('loads');
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

async function end(how) {
  const current = runOf(texts.current());
  if (!runs.isActive(current)) return;
  try {
    await post(`runs/${current.run}/${how}`);
    if (how === 'stop') Object.assign(current, { state: 'stopping' });
    runBar.show(current);
    loads.show(current);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

function failed(document, fault) {
  toast(sentence(fault), true);
  messages.refuse(sentence(fault));
  panel.show('messages');
  if (fault.line === null || document !== texts.current()) return;
  const from = offsetOf(editor.text, fault.line, fault.column ?? 1);
  editor.fail({ from, to: from + 1, text: fault.message });
}

function goTo({ from, to, line, column }) {
  const start = from ?? offsetOf(editor.text, line, column ?? 1);
  editor.goTo(start, to ?? start);
}

const follower = follow({ head, tree, results, plan, loads, messages, history, panel, runBar, editor, runOf });

function front(document) {
  editor.show(document);
  variables.show(document);
  const current = runOf(document);
  runBar.show(current);
  plan.show(current);
  loads.show(current);
  messages.show(runs.ofSession(document.session.id));
  results.show(document);
}

function shownPart(name) {
  if (name === 'history') history.load();
  if (name === 'plan') plan.draw();
  if (name === 'results') requestAnimationFrame(() => results.grid.draw());
}

texts.watch((document, what) => {
  if (what === 'active') front(document);
  if (what === 'text' && document === texts.current()) editor.replace(document.text);
  if (what === 'closed') editor.forget(document);
  tabs.show();
  tabs.saved(runBar.saved);
});

function toggleSide(isOpen = !document.body.classList.contains('side-open')) {
  document.body.classList.toggle('side-open', isOpen);
  document.getElementById('side-switch').setAttribute('aria-expanded', String(isOpen));
  if (isOpen) tree.filter.focus();
}

/** The program was restarted: nothing of the sessions is there any more; what was loading can be gone on with. */
async function restarted() {
  runs.forget();
  for (const document of texts.documents()) document.session.restart();
  await runs.load();
  tree.load();
  results.show(texts.current());
  offerResume(tabs.notice, resume);
}

async function start() {
  speak(currentLanguage());
  window.addEventListener('resize', () => plan.draw());
  window.addEventListener('pagehide', () => texts.documents().forEach(one => one.save()));
  keys({
    texts,
    tree,
    runs: () => runOf(texts.current()),
    end,
    help: () => help(about),
    side: toggleSide,
    focus: () => editor.focus(),
    close: () => tabs.close(texts.current()),
  });
  runs.watch(follower.heard);
  events.hear('run', runs.hear);
  events.hear('gap', () => {
    runs.load();
    if (texts.current()) results.show(texts.current());
  });
  events.hear('restarted', restarted);
  events.hear('connected', () => {
    head.lost(false);
    entered();
  });
  events.hear('lost', isRefused => {
    head.lost(true);
    if (isRefused) askEntry(tabs.notice);
  });
  events.follow(() => texts.documents().some(one => runs.isActive(runOf(one))));
  read('about')
    .then(told => {
      about = told;
      head.about(told);
      problem(tabs.notice, told.problem);
    })
    .catch(fault => toast(sentence(fault), true));
  shell.start(
    {
      events,
      runs,
      about: () => about,
      changed: () => tree.load(),
      runScript: script => openScript(script, true),
      openText: script => openScript(script, false),
      shown: () => {
        results.grid.draw();
        editor.focus();
      },
    },
    head.views,
  );
  tree.load();
  await runs.load().catch(fault => toast(sentence(fault), true));
  await texts.restore();
  tabs.look();
  if (shell.isQuery()) editor.focus();
  runs
    .all()
    .filter(run => run.state === 'asking')
    .forEach(follower.asked);
  offerResume(tabs.notice, resume);
}

start();
