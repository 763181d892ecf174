import { amount, el, joined, knows, lasting, moment, plain, w } from '../../words.js';

const Good = ['completed'];
const Bad = ['failed', 'interrupted'];

/** What a run is called, as a word with a colour. */
export const stateOf = state =>
  el(
    'span',
    { class: `state ${Good.includes(state) ? 'good' : Bad.includes(state) ? 'bad' : 'warn'}` },
    knows('runs.state.' + state) ? w('runs.state.' + state) : plain(state),
  );

/** Books in one line: 1,000 read = 990 changed + 8 unchanged + 2 rejected. */
export const booksLine = books =>
  joined(
    [
      w('runs.read', { n: books.read }),
      joined(
        [
          w('runs.changed', { n: books.changed }),
          w('runs.unchanged', { n: books.unchanged }),
          books.rejected ? w('runs.rejected', { n: books.rejected }) : null,
          books.notSent ? w('runs.notSent', { n: books.notSent }) : null,
        ],
        ' + ',
      ),
    ],
    ' = ',
  );

/** When, how long, with how many calls, by whom and through which door. */
export const whenAndWho = run =>
  joined(
    [
      moment(run.at),
      run.seconds === null || run.seconds === undefined ? null : lasting(run.seconds),
      w('plan.calls', { n: run.calls }),
      run.user,
      run.door && knows('runs.door.' + run.door) ? w('runs.door.' + run.door) : run.door,
    ],
    ' · ',
  );

/** A value before and after. */
export const change = ({ before, after }) =>
  el(
    'span',
    { class: 'change' },
    before === null || before === undefined ? null : el('del', {}, el('span', { class: 'hidden' }, w('runs.before'), ' '), before),
    before !== null && before !== undefined && after !== null && after !== undefined
      ? el('span', { 'aria-hidden': 'true' }, ' → ')
      : null,
    after === null || after === undefined ? null : el('ins', {}, el('span', { class: 'hidden' }, w('runs.after'), ' '), after),
  );

export const count = n => amount(n ?? 0);
