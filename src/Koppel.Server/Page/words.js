// What the page says, in the reader's language. A Word is a text that is still to be made: what shows one shows it anew when the language
// changes.
import { make } from './shared/dom.js';
import { en } from './words/en.js';
import { nl } from './words/nl.js';

const Languages = { en: { ...en }, nl: { ...nl } };
const bound = new Set();
let language = chosen();
let zone = keptZone();
let tools = toolsOf(language);

export class Word {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text();
  }
}

/** Adds the texts of a view, { en, nl }: each view brings its own when it is opened. */
export function learn(texts) {
  for (const [name, more] of Object.entries(texts)) Object.assign(Languages[name], more);
}

/** The text of a key, with its values set in: numbers by the language, words as they are then. */
export const w = (key, values = {}) => new Word(() => filled(key, values));

export const amount = number => new Word(() => tools.numbers.format(number));
export const plain = text => new Word(() => String(text));
export const joined = (parts, between = ', ') => new Word(() => parts.filter(Boolean).map(String).join(between));
export const listed = parts => new Word(() => tools.lists.format(parts.map(String)));
export const clock = moment => new Word(() => tools.clock.format(new Date(moment)));
export const day = moment => new Word(() => tools.days.format(new Date(moment)));

/** A time of day when it is of today, else with its day. */
export const moment = at =>
  new Word(() => (tools.days.format(new Date(at)) === tools.days.format(new Date()) ? tools.clock : tools.moments).format(new Date(at)));

/** How long something takes, in two figures at most. */
export const lasting = seconds => new Word(() => span(seconds));
export const minutes = value => lasting(value * 60);

function span(seconds) {
  if (seconds < 0.05) return filled('time.moment', { n: tools.short.format(0.1) });
  if (seconds < 9.95) return filled('time.seconds', { n: tools.short.format(seconds) });
  if (seconds < 59.5) return filled('time.seconds', { n: tools.whole.format(seconds) });
  if (seconds < 3570) return filled('time.minutes', { n: (seconds < 600 ? tools.short : tools.whole).format(seconds / 60) });
  return filled('time.hours', { n: tools.short.format(seconds / 3600) });
}

export const bytes = size =>
  new Word(() =>
    size < 1e6
      ? `${tools.short.format(size / 1e3)} kB`
      : size < 1e9
        ? `${tools.short.format(size / 1e6)} MB`
        : `${tools.short.format(size / 1e9)} GB`,
  );

/** Makes an element of texts and words. */
export function el(name, properties = {}, ...children) {
  const words = Object.entries(properties).filter(([, value]) => value instanceof Word);
  const element = make(
    name,
    Object.fromEntries(Object.entries(properties).filter(([, value]) => !(value instanceof Word))),
    ...children.flat(Infinity).map(child => (child instanceof Word ? node(child) : child)),
  );
  for (const [key, word] of words) bind(element, own => own.setAttribute(key, word.text()));
  return element;
}

/** Shows a word (or a text) as the only content of an element. */
export function tell(element, word) {
  if (element.told === word) return;
  element.told = word;
  element.replaceChildren(word instanceof Word ? node(word) : (word ?? ''));
}

export function node(word) {
  const text = document.createTextNode('');
  bind(text, own => {
    own.data = word.text();
  });
  return text;
}

/** Does something to an element now and whenever language, zone or theme change, as long as the element is there. */
export function bind(element, apply) {
  apply(element);
  bound.add({ element: new WeakRef(element), apply });
  if (bound.size % 5000 === 0) sweep();
}

function sweep() {
  for (const one of bound) if (!one.element.deref()) bound.delete(one);
}

export const currentLanguage = () => language;

export function speak(name) {
  language = name;
  localStorage.setItem('language', name);
  document.documentElement.lang = name;
  tellAgain();
  window.dispatchEvent(new Event('language'));
}

/** The zone in which times are shown; empty for that of the machine. */
export const currentZone = () => zone;

/** Shows all times in another zone from now on. */
export function showIn(name) {
  zone = name;
  localStorage.setItem('zone', name);
  tellAgain();
}

/** Whether it is the name of a time zone that this browser knows. */
export function isZone(name) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function keptZone() {
  const kept = localStorage.getItem('zone') ?? '';
  return isZone(kept) ? kept : '';
}

/** Shows all anew that is bound. */
export function tellAgain() {
  tools = toolsOf(language);
  sweep();
  for (const one of bound) {
    const element = one.element.deref();
    if (element) one.apply(element);
  }
}

function chosen() {
  const kept = localStorage.getItem('language');
  if (kept in Languages) return kept;
  const first = navigator.languages.map(name => name.slice(0, 2)).find(name => name in Languages);
  return first ?? 'en';
}

function toolsOf(name) {
  const locale = name === 'en' ? 'en-GB' : name;
  const times = parts => new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone || undefined });
  return {
    numbers: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    short: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
    whole: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
    plurals: new Intl.PluralRules(locale),
    lists: new Intl.ListFormat(locale),
    clock: times({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    days: times({ day: 'numeric', month: 'short', year: 'numeric' }),
    moments: times({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
  };
}

// A message is a text, or texts by the plural of {n}.
function filled(key, values) {
  const message = Languages[language][key];
  if (message === undefined) throw new Error(`There is no text '${key}' in '${language}'.`);
  const text = typeof message === 'string' ? message : (message[tools.plurals.select(Number(values.n))] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => shown(values[name], name, key));
}

function shown(value, name, key) {
  if (value === undefined) throw new Error(`The text '${key}' lacks its '${name}'.`);
  return typeof value === 'number' ? tools.numbers.format(value) : String(value ?? '');
}

/** Whether there is a text of this key: for codes that the server may know and this page not yet. */
export const knows = key => key in Languages.en;

/** The word for a name of a family of texts, such as a state; the name itself where there is none. */
export const named = (family, name) => (knows(family + name) ? w(family + name) : plain(name));
