import { loads } from './nl/loads.js';
import { page } from './nl/page.js';
import { results } from './nl/results.js';

// What the page says in Dutch. Of a text with a plural, {n} is the number that chooses.
export const nl = { ...page, ...results, ...loads };
