// Sentences of loads, and of where rows come from: in the reader's language where their code is known here, else as the program said them.
import { el, joined, knows, lasting, moment, named, plain, w } from '../words.js';

const Shown = 20;

export const note = ({ code, text, values }) => {
  const key = 'note.' + code;
  if (!code || !knows(key)) return plain(text);
  return w(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, figure(name, value)])));
};

const Figures = ['n', 'rows', 'nearRows'];
const figure = (name, value) =>
  Figures.includes(name) ? Number(value) : name === 'age' ? lasting(Number(value)) : name === 'taken' ? moment(value) : value;

/** Each sentence once. */
const distinct = notes => [...new Map(notes.map(one => [one.text, one])).values()];

export const noteList = (notes, kind = '') =>
  el(
    'ul',
    { class: kind },
    distinct(notes).map(one => el('li', {}, note(one))),
  );

/** What a load creates beside its rows, in short: the first of it, and how much more. */
export const creations = notes =>
  el(
    'ul',
    { class: 'marks' },
    notes.slice(0, Shown).map(one => el('li', {}, note(one))),
    notes.length > Shown ? el('li', { class: 'quiet' }, w('more.count', { n: notes.length - Shown })) : null,
  );

/** The way that a load does not take, beside the one that it takes. */
export const instead = ({ what, calls, seconds }) => joined([named('way.', what), w('plan.calls', { n: calls }), lasting(seconds)], ', ');
