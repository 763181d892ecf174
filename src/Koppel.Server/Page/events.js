// One numbered stream for all that this page runs. It goes on where it was after a break; when the program was restarted, it says so.
const listeners = new Map();
const Kinds = [
  'begin',
  'numbered',
  'statement',
  'progress',
  'wait',
  'plan',
  'planned',
  'explained',
  'confirm',
  'confirmRead',
  'limit',
  'sending',
  'sent',
  'result',
  'rows',
  'summary',
  'report',
  'changed',
  'message',
  'failed',
  'stopped',
  'end',
];

let last = null;
let program = null;
let source = null;
let timer = null;
let pause = 500;
let isNeeded = () => false;

/** Hears a kind: 'run' (every event of a run, as (kind, data)), 'gap', 'restarted', 'connected', 'lost'. Gives what ends it. */
export function hear(kind, listener) {
  if (!listeners.has(kind)) listeners.set(kind, new Set());
  listeners.get(kind).add(listener);
  return () => listeners.get(kind).delete(listener);
}

const give = (kind, ...values) => listeners.get(kind)?.forEach(listener => listener(...values));

/**
 * Listens from now on. A browser has six connections a host, and each page that listens takes one: a page that nobody sees, and of which
 * nothing runs, lets go of its own, and catches up when it is seen again.
 */
export function follow(needs) {
  isNeeded = needs;
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : (source ?? connect())));
  connect();
}

function rest() {
  if (!document.hidden || isNeeded()) return;
  clearTimeout(timer);
  source?.close();
  source = null;
}

function connect() {
  clearTimeout(timer);
  source?.close();
  source = new EventSource('/api/v1/events' + (last === null ? '' : `?after=${last}`));
  source.addEventListener('hello', event => greet(JSON.parse(event.data)));
  source.addEventListener('gap', () => give('gap'));
  for (const kind of Kinds) source.addEventListener(kind, event => take(kind, event));
  source.onerror = () => {
    give('lost', source.readyState === EventSource.CLOSED);
    // The browser tries again by itself unless it was refused; then we do, more and more slowly.
    if (source.readyState !== EventSource.CLOSED) return;
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, 10_000);
  };
}

function greet(hello) {
  pause = 500;
  const isOther = program !== null && program !== hello.started;
  program = hello.started;
  if (last === null || isOther) last = hello.latest;
  give('connected');
  if (isOther) give('restarted');
  rest();
}

function take(kind, event) {
  const number = Number(event.lastEventId);
  if (last !== null && number <= last && number > 0) return;
  if (number > 0) last = number;
  give('run', kind, JSON.parse(event.data));
  if (kind === 'end') rest();
}
