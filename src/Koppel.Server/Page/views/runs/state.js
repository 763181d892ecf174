import { el, joined, knows, lasting, moment, plain, w } from '../../words.js';

const Good = ['completed'];
const Bad = ['failed', 'interrupted'];

/** What a run is called, as a word with a colour. */
export const stateOf = state =>
  el(
    'span',
    { class: `state ${Good.includes(state) ? 'good' : Bad.includes(state) ? 'bad' : 'warn'}` },
    knows('runState.' + state) ? w('runState.' + state) : plain(state),
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
      run.door && knows('runDoor.' + run.door) ? w('runDoor.' + run.door) : run.door,
    ],
    ' · ',
  );

/** A value before and after. */
export const change = ({ before, after }) => {
  const [was, is] = [before ?? null, after ?? null];
  return el(
    'span',
    { class: 'change' },
    was === null ? null : el('del', {}, el('span', { class: 'hidden' }, w('runs.before'), ' '), was),
    was !== null && is !== null ? el('span', { 'aria-hidden': 'true' }, ' → ') : null,
    is === null ? null : el('ins', {}, el('span', { class: 'hidden' }, w('runs.after'), ' '), is),
  );
};
