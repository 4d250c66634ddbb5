/** What the server says it is. */

export const SERVER_NAME = 'samewire-reference';

/** Of the package; a unit test holds it against package.json. */
export const SAMEWIRE_VERSION = '0.1.0';

/** The last common ancestor of Redis, Valkey and Redict, whose behaviour this is. */
export const REDIS_VERSION = '7.2.4';
