// What connectors declare of themselves and of their settings, in the reader's language. What is declared is English and stands in one
// place, with the connector; words/declared.js has the other languages. What that does not know yet is shown, and marked, as English.
import { bind, currentLanguage, el } from '../words.js';
import { declared } from '../words/declared.js';

/** What a setting is called. */
export const title = setting => text(setting, '.title', setting.title ?? setting.name);

/** What a setting or a kind of system is, as a sentence. */
export const about = (one, properties = {}) => text(one, '', ended(one.description), properties);

/** Where the value of a setting is found. */
export const place = setting => text(setting, '.source', setting.source);

const ended = sentence => sentence.replace(/\.?$/, '.');

const text = ({ code, name }, part, english, properties = {}) => {
  const element = el('span', properties);
  bind(element, own => {
    const known = declared[currentLanguage()] ?? {};
    // What every kind has, such as the limits, stands once.
    const told = known[code + part] ?? known[name + part];
    own.textContent = told ?? english;
    own.lang = told ? currentLanguage() : 'en';
  });
  return element;
};
