// How kinds of system and their secrets are called.
import { named, w } from '../../words.js';

/** The name of a kind of system. */
export const kindName = type => named('connections.type.', type);

/** Where a secret comes from, in words. */
export const whence = secret =>
  !secret.isSet
    ? w('connections.secret.missing')
    : secret.from === 'unknown'
      ? w('connections.secret.unknown')
      : w('connections.secret.' + secret.from, { name: secret.reference });
