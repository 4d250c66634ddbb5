/** Commands that a setting allows to all, to local connections, or to nobody. */
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';

const LOCAL = /^(?:127\.|\[?::1\]?:|::ffff:127\.|\/)/;

const PARAMETERS = { debug: 'enable-debug-command', module: 'enable-module-command' } as const;

/** Refuses DEBUG or MODULE unless its setting allows it to the connection. */
export function mustBeAllowed({ core, peer }: Connection, name: 'debug' | 'module'): void {
  const parameter = PARAMETERS[name];
  const allowed = core.settings[parameter];
  if (allowed === 'yes' || (allowed === 'local' && LOCAL.test(peer.address))) return;
  refuse(
    `ERR ${name.toUpperCase()} command not allowed. If the ${parameter} option is set to "local", you can run it from a local connection, otherwise you need to set this option in the configuration file, and then restart the server.`,
  );
}
