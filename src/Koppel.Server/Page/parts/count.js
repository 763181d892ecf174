import { joined, lasting, moment, plain, w } from '../words.js';
import { note } from './notes.js';

/** What is shown of what is there, and what it cost. */
export function countWord({ rows, isComplete, fault, summary, shownId, id, viewRows, at }) {
  const parts = [
    shownId !== id ? w('count.some', { n: rows, shown: viewRows }) : w(isComplete ? 'count.all' : 'count.coming', { n: rows }),
  ];
  if (summary) parts.push(...cost(summary));
  else if (isComplete && at) parts.push(moment(at));
  if (fault) parts.push(plain(fault));
  return joined([...parts, ...(summary?.notes ?? []).map(note)], ' · ');
}

const cost = ({ seconds, callsTotal, callsSaved }) => [
  lasting(seconds ?? 0),
  joined([w('count.calls', { n: callsTotal ?? 0 }), callsSaved ? w('calls.saved', { n: callsSaved }) : null]),
];
