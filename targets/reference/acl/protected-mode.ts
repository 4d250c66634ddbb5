/** Protected mode: whoever needs no password to do everything must at least be on this machine. */
import type { Core } from '../core.ts';

// The one refusal that tells what to do about it, in the words of 7.2.
const REFUSAL =
  "-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. In this mode connections are only accepted from the loopback interface. If you want to connect from external computers to Redis you may adopt one of the following solutions: 1) Just disable protected mode sending the command 'CONFIG SET protected-mode no' from the loopback interface by connecting to Redis from the same host the server is running, however MAKE SURE Redis is not publicly accessible from internet if you do so. Use CONFIG REWRITE to make this change permanent. 2) Alternatively you can just disable the protected mode by editing the Redis configuration file, and setting the protected mode option to 'no', and then restarting the server. 3) If you started the server manually just for testing, restart it with the '--protected-mode no' option. 4) Set up an authentication password for the default user. NOTE: You only need to do one of the above things in order for the server to start accepting connections from the outside.\r\n";

/** What a client at this address is told instead of being let in. */
export function protectedModeRefusal({ settings, acl }: Core, address: string): string | undefined {
  // Only whether the default user asks for a password counts, not whether it is on.
  const isOpen = settings['protected-mode'] === 'yes' && acl.defaultUser.anyPassword;
  return isOpen && !isLoopback(address) ? REFUSAL : undefined;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}
