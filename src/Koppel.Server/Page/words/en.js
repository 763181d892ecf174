import { loads } from './en/loads.js';
import { page } from './en/page.js';
import { results } from './en/results.js';

// What the page says in English. Of a text with a plural, {n} is the number that chooses.
export const en = { ...page, ...results, ...loads };
