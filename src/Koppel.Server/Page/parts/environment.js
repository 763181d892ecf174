// What a connection is to its user: production, a test, a sandbox.
import { el, named } from '../words.js';

const shade = name => name?.toLowerCase() ?? 'none';

export const environmentName = name => named('environment.', shade(name));

/** The word in its colour, behind the name of the connection where that stands nowhere else. */
export const environmentBadge = (name, connection) =>
  el(
    'span',
    { class: 'environment', 'data-environment': shade(name) },
    connection ? el('b', {}, connection) : null,
    connection && name ? ' ' : null,
    name ? environmentName(name) : null,
  );

/** Its colour alone, beside the word. */
export const environmentDot = name => el('span', { class: 'dot', 'data-environment': shade(name), 'aria-hidden': 'true' });
