/** EVAL and EVALSHA, and their forms that only read. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family, type Outcome } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse } from '../../errors.ts';
import type { Script } from '../../script/script-cache.ts';
import { type KeysAndArguments, keysAndArguments } from './call-arguments.ts';
import { READING, READING_BY_DIGEST, RUNNING, WRITING, WRITING_BY_DIGEST } from './facts.ts';

const NO_SCRIPT = 'NOSCRIPT No matching script. Please use EVAL.';
const DIGEST_LENGTH = 40;

interface Evaluation {
  /** The text of the script, or its digest. */
  readonly script: ByteString;
  readonly given: KeysAndArguments;
}

function parseText(argv: readonly ByteString[]): Evaluation {
  return { script: at(argv, 1), given: keysAndArguments(argv) };
}

/** What cannot be a digest is told so before the number of keys is looked at. */
function parseDigest(argv: readonly ByteString[]): Evaluation {
  if (at(argv, 1).length !== DIGEST_LENGTH) refuse(NO_SCRIPT);
  return parseText(argv);
}

type Find = (connection: Connection, script: ByteString) => Script;

const compiled: Find = ({ core }, text) => core.scripts.scripts.load(text);
const known: Find = ({ core }, digest) => core.scripts.scripts.find(digest) ?? refuse(NO_SCRIPT);

function running(find: Find, { readOnly }: { readonly readOnly: boolean }) {
  return (connection: Connection, { script, given }: Evaluation): Outcome => {
    const { scripts } = connection.core;
    const found = find(connection, script);
    return scripts.run(scripts.scripts.callOf(found, given, readOnly), connection);
  };
}

export const evalCommands: Family = {
  eval: command({
    ...RUNNING,
    ...WRITING,
    since: '2.6.0',
    usage: 'script numkeys:integer [key...] [arg...]',
    summary: 'Runs a Lua script.',
    parse: parseText,
    run: running(compiled, { readOnly: false }),
  }),

  eval_ro: command({
    ...RUNNING,
    ...READING,
    since: '7.0.0',
    usage: 'script numkeys:integer [key...] [arg...]',
    summary: 'Runs a Lua script that does not write.',
    parse: parseText,
    run: running(compiled, { readOnly: true }),
  }),

  evalsha: command({
    ...RUNNING,
    ...WRITING_BY_DIGEST,
    since: '2.6.0',
    usage: 'sha1 numkeys:integer [key...] [arg...]',
    summary: 'Runs a Lua script that the server keeps.',
    parse: parseDigest,
    run: running(known, { readOnly: false }),
  }),

  evalsha_ro: command({
    ...RUNNING,
    ...READING_BY_DIGEST,
    since: '7.0.0',
    usage: 'sha1 numkeys:integer [key...] [arg...]',
    summary: 'Runs a Lua script that the server keeps and that does not write.',
    parse: parseDigest,
    run: running(known, { readOnly: true }),
  }),
};
