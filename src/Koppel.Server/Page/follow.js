import * as texts from './documents.js';
import { answer } from './parts/loads.js';
import { say } from './parts/say.js';
import * as runs from './runs.js';
import { w } from './words.js';

const Planning = ['explained', 'planned', 'confirm', 'loaded', 'begin'];
const Loading = ['planned', 'confirm', 'sending', 'sent', 'report', 'loaded', 'stopped', 'failed', 'wait', 'begin', 'end'];

/** Shows what runs tell, each in the part of the page where it belongs. */
export function follow(page) {
  const questions = new Set();

  function heard(run, kind, data) {
    page.head.running(runs.all().filter(runs.isActive).length);
    const document = texts.documents().find(one => one.session.id === run.session);
    if (!document) return;
    if (kind === 'confirm' || kind === 'confirmRead') asked(run);
    keep(run, kind, data, document);
    if (document === texts.current() && run === page.runOf(document)) show(run, kind, data);
  }

  // What comes of a text that is not in front is there when it is again, the newest shown.
  function keep(run, kind, data, document) {
    const one = data.statement ? run.statements.get(data.statement) : undefined;
    if (kind === 'rows') page.results.grow(data);
    if (kind === 'result') {
      document.resultShown = data.result.id;
      page.results.begin(run, data.result, one);
    }
    if (kind === 'summary' && one) page.results.sum(run, one);
  }

  function show(run, kind, data) {
    const one = data.statement ? run.statements.get(data.statement) : undefined;
    if (kind !== 'progress' && kind !== 'rows') {
      page.runBar.show(run);
      page.messages.show(runs.ofSession(run.session));
    }
    if (Planning.includes(kind)) page.plan.show(run);
    if (Loading.includes(kind)) page.loads.show(run);
    if (kind === 'progress' && one) page.loads.advance(run, one);
    turn(run, kind);
    if (kind === 'report') say(w('messages.load', { target: data.target, changed: data.books.changed, rejected: data.books.rejected }));
    if (kind === 'failed') fault(run, data);
    if (kind === 'end') ended(run, data);
  }

  // The lower pane shows by itself what the reader waits for.
  function turn(run, kind) {
    if (kind === 'result' && run.mode !== 'plan') page.panel.show('results');
    if (['confirm', 'sending', 'report'].includes(kind)) page.panel.show('loads');
    if (kind === 'planned' || kind === 'explained') run.mode === 'plan' ? page.panel.show('plan') : page.panel.news('plan');
    if (kind === 'message' || kind === 'changed') page.panel.news('messages');
  }

  function fault(run, data) {
    if (run.isOwn) page.editor.fail(data);
    if (![...run.statements.values()].some(one => one.sending)) page.panel.show('messages');
    say(w('failed', { text: data.text }));
  }

  function ended(run, data) {
    const statements = [...run.statements.values()];
    const last = statements.flatMap(one => one.results).at(-1);
    if (data.state === 'done' && last) say(w('count.all', { n: last.rows }));
    else if (data.state === 'done' && !statements.some(one => one.report || one.explained || one.planned)) page.panel.show('messages');
    if (page.panel.current === 'history') page.history.load();
  }

  /** A run asks something: its text comes to the front, and the question is put once. */
  async function asked(run) {
    const { hash } = run.question;
    if (questions.has(hash)) return;
    questions.add(hash);
    const owner = texts.documents().find(one => one.session.id === run.session);
    if (owner) texts.activate(owner);
    await answer(run);
    questions.delete(hash);
  }

  return { heard, asked };
}
