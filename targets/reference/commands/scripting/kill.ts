/** SCRIPT KILL and FUNCTION KILL: each ends its own kind. */
import type { Reply } from '../../../../harness/wire/reply.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import { OK } from '../../replies.ts';
import type { ScriptCall } from '../../script/running.ts';

export function kill({ core: { scripts } }: Connection, kind: ScriptCall['kind']): Reply {
  const { running } = scripts;
  if (running === undefined) return refuse('NOTBUSY No scripts in execution right now.');
  if (running.wrote) {
    refuse(
      'UNKILLABLE Sorry the script already executed write commands against the dataset. You can either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE command.',
    );
  }
  if (running.call.kind !== kind) refuse(scripts.busyText);
  running.killed = true;
  return OK;
}
