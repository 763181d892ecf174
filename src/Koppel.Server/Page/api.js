// Calls the server. A refusal is a Fault, with the sentence that the server wrote and its code.
import { Word, w } from './words.js';

export class Fault extends Error {
  constructor(status, problem) {
    super(String(problem.detail ?? problem.title ?? ''));
    Object.assign(this, {
      status,
      code: problem.code ?? '',
      line: problem.line ?? null,
      column: problem.column ?? null,
      word: problem.word,
      settings: problem.settings ?? null,
    });
  }
}

const root = '/api/v1/';

/** The text of a fault in the reader's language where it is the page's own, else as it was told. */
export const sentence = fault => fault.word ?? new Word(() => fault.message);

export async function call(method, path, value, headers = {}) {
  const isRaw = typeof value === 'string' || value instanceof Blob;
  const body = value === undefined || isRaw ? value : JSON.stringify(value);
  const type = value instanceof Blob ? 'application/octet-stream' : isRaw ? 'text/plain; charset=utf-8' : 'application/json';
  let answer;
  try {
    answer = await fetch(root + path, {
      method,
      body,
      cache: 'no-store',
      headers: method === 'GET' ? headers : { 'Content-Type': type, ...headers },
    });
  } catch {
    throw new Fault(0, { code: 'no-answer', detail: w('fault.noAnswer').text(), word: w('fault.noAnswer') });
  }
  if (answer.ok) return answer;
  throw new Fault(answer.status, await problem(answer));
}

async function problem(answer) {
  const text = await answer.text();
  if (/json/.test(answer.headers.get('Content-Type') ?? '')) return JSON.parse(text);
  return { detail: w('fault.status', { n: answer.status }).text(), word: w('fault.status', { n: answer.status }) };
}

async function json(method, path, value, headers) {
  const answer = await call(method, path, value, headers);
  return answer.status === 204 ? null : answer.json();
}

export const read = path => json('GET', path);
/** What is read, or null where it is not there. */
export const find = path =>
  read(path).catch(fault => {
    if (fault.status === 404) return null;
    throw fault;
  });
export const post = (path, value = {}) => json('POST', path, value);
/** Sends a file as it is. */
export const send = (path, file) => json('POST', path, file);
export const patch = (path, value) => json('PATCH', path, value);
export const drop = (path, headers) => json('DELETE', path, {}, headers);
export const text = async path => (await call('GET', path)).text();
export const address = path => root + path;

/** A query string of what is set. */
export const query = values =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '')).toString();

/** A path of parts that may hold anything. */
export const path = (...parts) => parts.map(part => encodeURIComponent(part)).join('/');
