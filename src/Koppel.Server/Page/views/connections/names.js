// How kinds of system and their secrets are called.
import { knows, plain, w } from '../../words.js';

/** The name of a kind of system. */
export const kindName = type => (knows('connections.type.' + type) ? w('connections.type.' + type) : plain(type));

/** Where a secret comes from, in words. */
export const whence = secret =>
  !secret.isSet
    ? w('connections.secret.missing')
    : secret.from === 'unknown'
      ? w('connections.secret.unknown')
      : w('connections.secret.' + secret.from, { name: secret.reference });
