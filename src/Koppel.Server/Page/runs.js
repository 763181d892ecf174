// What runs, and what has run since the program started: made of events, or of what the server tells of a run.
import { read } from './api.js';

const runs = new Map();
const listeners = new Set();
let heard = 0;

/** Hears (run, kind, data) whenever something of a run has changed. Gives what ends it. */
export function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const give = (run, kind, data) => listeners.forEach(listener => listener(run, kind, data));

export const all = () => [...runs.values()];
export const find = id => runs.get(id);
export const ofSession = session => all().filter(run => run.session === session);
export const isActive = run => run !== undefined && ['running', 'asking', 'stopping'].includes(run.state);

/** A run that this page has just begun; what it was of is known here only. */
export function began(id, session, more) {
  const run = take(id, session);
  Object.assign(run, more);
  give(run, 'begin', {});
  return run;
}

function take(id, session) {
  if (!runs.has(id)) {
    runs.set(id, { run: id, session, state: 'running', at: new Date().toISOString(), ledgerRun: null, statements: new Map(), told: [] });
  }
  return runs.get(id);
}

const statement = (run, number) => {
  if (!run.statements.has(number)) run.statements.set(number, { statement: number, results: [] });
  return run.statements.get(number);
};

/** The run when it has ended, however it did. */
export const ended = id =>
  new Promise(resolve => {
    const look = run => {
      if (run.run !== id || isActive(run)) return;
      leave();
      resolve(run);
    };
    const leave = watch(look);
    look(runs.get(id));
  });

/** Takes an event in. */
export function hear(kind, data) {
  const run = take(data.run, data.session);
  run.heard = ++heard;
  const one = data.statement ? statement(run, data.statement) : null;
  apply(run, one, kind, data);
  if (kind === 'begin') run.at = data.at ?? run.at;
  if (kind !== 'progress' && kind !== 'rows') run.told.push({ kind, data });
  give(run, kind, data);
}

function apply(run, one, kind, data) {
  if (['progress', 'sending', 'summary', 'failed', 'report', 'sent'].includes(kind) && one) one.wait = null;
  if (kind === 'result' && one) one.results.push(data.result);
  else if (kind === 'rows') grow(run, data);
  else if (kind === 'statement' && one) Object.assign(one, data);
  else if (one) one[kind] = data;
  if (kind === 'begin') Object.assign(run, { script: data.script, count: data.statements });
  if (kind === 'numbered') run.ledgerRun = data.ledgerRun;
  if (kind === 'confirm' || kind === 'confirmRead') ask(run, kind, data);
  else if (run.state === 'asking' && kind !== 'end') Object.assign(run, { state: 'running', question: null });
  if (kind === 'end') Object.assign(run, { state: data.state, seconds: data.seconds, question: null });
}

const ask = (run, kind, data) => Object.assign(run, { state: 'asking', question: { kind, ...data } });

function grow(run, data) {
  for (const one of run.statements.values()) {
    const result = one.results.find(result => result.id === data.result);
    if (result) Object.assign(result, { rows: data.rows, isComplete: data.isComplete });
  }
}

/** Asks the server for its runs: at the start, and when events were missed. */
export async function load() {
  const asked = heard;
  for (const told of (await read('runs')).reverse()) {
    const run = take(told.run, told.session);
    const { statements, question, ...rest } = told;
    // What a run has told since is newer than the answer: one that has ended does not run again.
    const since = run.heard > asked ? { state: run.state, question: run.question ?? null } : {};
    Object.assign(run, rest, { question: question ?? null }, since);
    for (const one of statements ?? []) {
      const known = statement(run, one.statement);
      const { result, ...more } = one;
      Object.assign(known, more, { results: known.results.length || !result ? known.results : [{ id: result }] });
    }
    give(run, 'loaded', {});
  }
}

/** The program was restarted: what was running is no longer. */
export function forget() {
  for (const run of runs.values()) {
    if (isActive(run)) Object.assign(run, { state: 'cut', question: null });
    give(run, 'loaded', {});
  }
}
