/** Commands that a setting allows to all, to local connections, or to nobody. */
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';

const LOCAL = /^(?:127\.|\[?::1\]?:|::ffff:127\.|\/)/;

/** Refuses DEBUG or MODULE unless its setting allows it to the connection. */
export function mustBeAllowed({ core, peer }: Connection, name: 'debug' | 'module'): void {
  const allowed = core.settings[`enable-${name}-command`];
  if (allowed === 'yes' || (allowed === 'local' && LOCAL.test(peer.address))) return;
  refuse(
    `ERR ${name.toUpperCase()} command not allowed. If the enable-${name}-command option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.`,
  );
}
