/** The one table of commands: gathers the families, finds a command by name, counts its calls. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { CommandFacts, CommandFlag, CommandSpec, ContainerSpec, Family } from './command.ts';
import type { LatencyHistogram } from './statistics/latency-histogram.ts';

export interface Command {
  readonly name: string;
  /** With its container: `client|id`. */
  readonly fullName: string;
  readonly facts: CommandFacts;
  /** A container (CLIENT, CONFIG …) has none, and cannot be called by itself. */
  readonly spec: CommandSpec<unknown> | undefined;
  readonly subcommands: ReadonlyMap<string, Command> | undefined;
  readonly flags: ReadonlySet<CommandFlag>;
  calls: number;
  failedCalls: number;
  rejectedCalls: number;
  /** What all calls took together. */
  microseconds: number;
  /** Kept while `latency-tracking` is on. */
  histogram: LatencyHistogram | undefined;
}

export class CommandTable {
  readonly commands: ReadonlyMap<string, Command>;

  constructor(families: readonly Family[]) {
    const all = families.flatMap((family) => [...commandsOf(family, '')]);
    this.commands = new Map(all.map((command) => [command.name, command]));
  }

  /** A command by its name in any case; for a container, the subcommand that `argv` names. */
  find(argv: readonly ByteString[]): Command | undefined {
    const name = argv[0] ?? '';
    const command = this.commands.get(name) ?? this.commands.get(name.toLowerCase());
    if (command?.subcommands === undefined || argv.length < 2) return command;
    return command.subcommands.get((argv[1] ?? '').toLowerCase());
  }

  /** Every command and subcommand that can be called. */
  *all(): Generator<Command> {
    for (const command of this.commands.values()) {
      yield command;
      yield* command.subcommands?.values() ?? [];
    }
  }

  resetStatistics(): void {
    for (const command of this.all()) {
      command.calls = 0;
      command.failedCalls = 0;
      command.rejectedCalls = 0;
      command.microseconds = 0;
      command.histogram = undefined;
    }
  }

  byName(name: string): Command | undefined {
    const [container = '', subcommand] = name.toLowerCase().split('|', 2);
    const command = this.commands.get(container);
    return subcommand === undefined ? command : command?.subcommands?.get(subcommand);
  }
}

function* commandsOf(family: Family, container: string): Generator<Command> {
  for (const [name, spec] of Object.entries(family)) {
    const fullName = container === '' ? name : `${container}|${name}`;
    yield {
      name,
      fullName,
      facts: spec,
      spec: isContainer(spec) ? spec.alone : spec,
      subcommands: isContainer(spec)
        ? new Map([...commandsOf(spec.subcommands, fullName)].map((sub) => [sub.name, sub]))
        : undefined,
      flags: new Set(spec.flags),
      calls: 0,
      failedCalls: 0,
      rejectedCalls: 0,
      microseconds: 0,
      histogram: undefined,
    };
  }
}

function isContainer(spec: CommandSpec<unknown> | ContainerSpec): spec is ContainerSpec {
  return 'subcommands' in spec;
}
