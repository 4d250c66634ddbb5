/** Two servers' replies to one sequence, reply by reply. Pure. */
import type { ByteString, Protocol, Reply } from '../../../harness/wire/reply.ts';
import type { CommandTable } from '../command-table.ts';
import { isExcluded } from './exclusions.ts';
import { likenessOf } from './likeness.ts';

export interface Difference {
  /** Which of the commands; one that is not there when the connection ended. */
  readonly at: number;
  readonly ours: Reply;
  readonly theirs: Reply;
}

export interface Judgement {
  readonly difference?: Difference;
  /** How many replies were compared; fewer than there are when a known departure came between. */
  readonly compared: number;
}

interface Asked {
  readonly argv: readonly ByteString[];
  readonly ours: Reply;
  readonly theirs: Reply;
}

type Verdict = 'same' | 'different' | 'known departure' | 'known departure of a write';

export class Judge {
  readonly #table: CommandTable;
  readonly #server: string;
  readonly #protocol: Protocol;
  /** Commands that MULTI has queued so far. */
  #queued: (readonly ByteString[])[] = [];

  constructor(table: CommandTable, server: string, protocol: Protocol) {
    this.#table = table;
    this.#server = server;
    this.#protocol = protocol;
  }

  judge(
    sent: readonly (readonly ByteString[])[],
    ours: readonly Reply[],
    theirs: readonly Reply[],
  ): Judgement {
    for (const [at, argv] of sent.entries()) {
      const [mine, other] = [ours[at], theirs[at]];
      if (mine === undefined || other === undefined) return { compared: at };
      const verdict = this.#reply({ argv, ours: mine, theirs: other });
      if (verdict === 'different') {
        return { compared: at, difference: { at, ours: mine, theirs: other } };
      }
      if (verdict === 'known departure of a write') return { compared: at };
    }
    return { compared: sent.length };
  }

  #reply(asked: Asked): Verdict {
    const { argv, ours, theirs } = asked;
    const name = argv[0]?.toUpperCase() ?? '';
    const queued = this.#queued;
    if (isQueued(ours) && isQueued(theirs)) {
      queued.push(argv);
      return 'same';
    }
    if (name !== 'EXEC') {
      if (name === 'DISCARD' || name === 'RESET') this.#queued = [];
      return this.#plain(asked);
    }
    this.#queued = [];
    if (ours.type !== 'array' || theirs.type !== 'array') return this.#plain(asked);
    if (ours.items.length !== theirs.items.length) return 'different';
    return this.#all(ours.items, theirs.items, queued);
  }

  #all(
    ours: readonly Reply[],
    theirs: readonly Reply[],
    queued: readonly (readonly ByteString[])[],
  ): Verdict {
    let worst: Verdict = 'same';
    for (const [i, mine] of ours.entries()) {
      const verdict = this.#plain({ argv: queued[i] ?? [], ours: mine, theirs: theirs[i] ?? mine });
      if (verdict === 'different' || verdict === 'known departure of a write') return verdict;
      if (verdict !== 'same') worst = verdict;
    }
    return worst;
  }

  #plain(asked: Asked): Verdict {
    const { argv, ours, theirs } = asked;
    const command = this.#table.find(argv);
    if (likenessOf(command, argv)(ours, theirs, this.#protocol)) return 'same';
    const inner = this.#table.find(scriptedBy(argv))?.fullName;
    if (!isExcluded(this.#server, inner ?? '', asked)) return 'different';
    return command?.flags.has('write') || command?.facts.group === 'scripting'
      ? 'known departure of a write'
      : 'known departure';
  }
}

/** What a script sends for its caller, as `pools.ts` has them; else the command itself. */
function scriptedBy(argv: readonly ByteString[]): readonly ByteString[] {
  return argv[0]?.startsWith('EVAL') && argv[1]?.endsWith('call(unpack(ARGV))')
    ? argv.slice(3 + Number(argv[2]))
    : argv;
}

function isQueued(reply: Reply): boolean {
  return reply.type === 'status' && reply.text === 'QUEUED';
}
