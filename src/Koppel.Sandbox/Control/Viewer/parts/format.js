import { make } from './dom.js';

const numbers = new Intl.NumberFormat('en-GB');
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const moments = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const number = value => numbers.format(value);

export const many = (count, one, more = one + 's') => `${number(count)} ${count === 1 ? one : more}`;

export const bytes = value => value < 1000 ? `${value} B` : value < 1e6 ? `${(value / 1000).toFixed(1)} kB` : `${(value / 1e6).toFixed(1)} MB`;

export function time(text, withSeconds = true) {
  const moment = new Date(text);
  const today = moment.toDateString() === new Date().toDateString();
  const shown = today ? clock.format(moment) : withSeconds ? moments.format(moment) : days.format(moment);
  return make('time', { datetime: text, title: moments.format(moment) }, shown);
}

export const day = text => make('time', { datetime: text, title: moments.format(new Date(text)) }, days.format(new Date(text)));

export function fullName(contact) {
  return `${contact.firstName} ${contact.lastName}`.trim();
}

// An address breaks before its @ when it has to.
export function address(email) {
  const at = email.lastIndexOf('@');
  return [email.slice(0, at), make('wbr'), email.slice(at)];
}

export const quiet = text => make('span', { class: 'quiet' }, text);

// JSON is laid out to be read; anything else stays as it is.
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
