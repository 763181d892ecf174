import { el, joined, lasting, moment, named, w } from '../../words.js';

const Good = ['completed'];
const Bad = ['failed', 'interrupted'];

/** What a run is called, as a word with a colour. */
export const stateOf = state =>
  el('span', { class: `state ${Good.includes(state) ? 'good' : Bad.includes(state) ? 'bad' : 'warn'}` }, named('runState.', state));

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
      run.door ? named('runDoor.', run.door) : null,
    ],
    ' · ',
  );
