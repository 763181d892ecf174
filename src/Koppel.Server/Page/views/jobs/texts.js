// Schedules and states of jobs in the reader's words.
import { Word, currentLanguage, joined, listed, named, plain, w } from '../../words.js';

/** A schedule, as it was understood. */
export function when(schedule) {
  const times = () => listed(schedule.times);
  switch (schedule?.kind) {
    case 'minutes':
      return schedule.every === 1 ? w('jobs.when.minute') : w('jobs.when.minutes', { n: schedule.every });
    case 'hours':
      return schedule.every === 1
        ? w('jobs.when.hour', { minute: two(schedule.minute) })
        : w('jobs.when.hours', { n: schedule.every, minute: two(schedule.minute) });
    case 'days':
      if (schedule.weekdays.length === 0) return w('jobs.when.day', { times: times() });
      if (schedule.weekdays.join('') === '12345') return w('jobs.when.weekday', { times: times() });
      return w('jobs.when.weekdays', { days: listed(schedule.weekdays.map(weekday)), times: times() });
    case 'month':
      if (schedule.day === 'last') return w('jobs.when.lastDay', { times: times() });
      if (schedule.day === 1) return w('jobs.when.firstDay', { times: times() });
      return w('jobs.when.dayOf', { day: plain(schedule.day), times: times() });
    case 'cron':
      return plain(`cron ${schedule.cron}`);
    default:
      return w('jobs.when.asked');
  }
}

const two = number => plain(String(number).padStart(2, '0'));

// The 5th of January 2026 is a Monday.
const weekday = number =>
  new Word(() =>
    new Intl.DateTimeFormat(currentLanguage(), { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 4 + number))),
  );

/** A time that a zone's clock shows, such as 2026-05-12T02:00:00, with its day of the week. */
export const shownTime = text =>
  new Word(() =>
    new Intl.DateTimeFormat(currentLanguage() === 'en' ? 'en-GB' : currentLanguage(), {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'UTC',
    }).format(new Date(text + 'Z')),
  );

/** A moment by the clock of a zone. */
export const inZone = (at, zone) =>
  at
    ? new Word(() =>
        new Intl.DateTimeFormat(currentLanguage() === 'en' ? 'en-GB' : currentLanguage(), {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          timeZone: zone,
        }).format(new Date(at)),
      )
    : plain('');

export const state = entry => named('jobState.', entry.state);

/** How a state looks: good, bad, warn or quiet. */
export const look = entry => Looks[entry.state] ?? 'quiet';

const Looks = { completed: 'good', 'completed with rejects': 'warn', failed: 'bad', missed: 'warn', overlapped: 'warn', running: 'now' };

/** What became of the rows, short. */
export function books(entry) {
  if (!entry.books) return entry.rows ? w('jobs.rows', { n: entry.rows }) : plain('');
  const { changed, unchanged, rejected, notSent } = entry.books;
  return joined([
    w('jobs.changed', { n: changed }),
    unchanged ? w('jobs.unchanged', { n: unchanged }) : null,
    rejected ? w('jobs.rejected', { n: rejected }) : null,
    notSent ? w('jobs.notSent', { n: notSent }) : null,
  ]);
}
