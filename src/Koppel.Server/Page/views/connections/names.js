// How kinds of system and environments are called.
import { el, knows, plain, w } from '../../words.js';

/** The name of a kind of system. */
export const kindName = type => (knows('connections.type.' + type) ? w('connections.type.' + type) : plain(type));

/** The badge of an environment; a dash where nothing is said. */
export const environmentBadge = name =>
  name
    ? el('span', { class: 'environment', 'data-environment': name }, environmentName(name))
    : el('span', { class: 'quiet' }, w('connections.none'));

export const environmentName = name => (knows('connections.environment.' + name) ? w('connections.environment.' + name) : plain(name));

/** Where a secret comes from, in words. */
export const whence = secret =>
  !secret.isSet
    ? w('connections.secret.missing')
    : secret.from === 'unknown'
      ? w('connections.secret.unknown')
      : w('connections.secret.' + secret.from, { name: secret.reference });
