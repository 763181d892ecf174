import { joined, lasting, moment, plain, w } from '../words.js';
import { isEnded } from './ended.js';
import { note } from './notes.js';

// The server's sentence for a reading that was stopped by hand, which the page says in the reader's language.
const Stopped = 'Its reading was stopped.';

/** What is shown of what is there, and what it cost. */
export function countWord(result) {
  const { fault, summary, at } = result;
  const parts = [shown(result)];
  if (summary) parts.push(...cost(summary));
  else if (isEnded(result) && at) parts.push(moment(at));
  if (fault) parts.push(fault === Stopped ? w('count.stopped') : plain(fault));
  return joined([...parts, ...(summary?.notes ?? []).map(note)], ' · ');
}

function shown({ id, shownId, rows, viewRows, isComplete, fault }) {
  if (shownId !== id) return w('count.some', { n: rows, shown: viewRows });
  return w(isComplete ? 'count.all' : fault ? 'count.rows' : 'count.coming', { n: rows });
}

const cost = ({ seconds, callsTotal, callsSaved }) => [
  lasting(seconds ?? 0),
  joined([w('count.calls', { n: callsTotal ?? 0 }), callsSaved ? w('calls.saved', { n: callsSaved }) : null]),
];
