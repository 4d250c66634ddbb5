/** CLIENT TRACKING, CACHING, GETREDIR and TRACKINGINFO. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { integerOf, Tail, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { bulk, bulks, integer, OK, record, set } from '../../replies.ts';
import type { ClientTracking, TrackingOptions } from '../../tracking.ts';

interface Asked extends TrackingOptions {
  readonly choice: string;
  readonly prefixes: readonly ByteString[];
}

const NOTHING_ASKED = {
  redirect: 0,
  broadcasts: false,
  optIn: false,
  optOut: false,
  noLoop: false,
} as const;

const SWITCHES: Readonly<Record<string, Partial<TrackingOptions>>> = {
  BCAST: { broadcasts: true },
  OPTIN: { optIn: true },
  OPTOUT: { optOut: true },
  NOLOOP: { noLoop: true },
};

/** Options are looked at before ON or OFF, and who is redirected to must be there already. */
function askedOf({ core }: Connection, argv: readonly ByteString[]): Asked {
  let options: TrackingOptions = NOTHING_ASKED;
  const prefixes: ByteString[] = [];
  const tail = new Tail(argv, 3);
  while (tail.more) {
    const option = tail.word();
    if (option === 'REDIRECT' && tail.more) {
      if (options.redirect !== 0) refuse('ERR A client can only redirect to a single other client');
      options = { ...options, redirect: integerOf(tail.value()) };
      if (!core.connections.has(options.redirect)) {
        refuse('ERR The client ID you want redirect to does not exist');
      }
    } else if (option === 'PREFIX' && tail.more) {
      prefixes.push(tail.value());
    } else {
      options = { ...options, ...(SWITCHES[option] ?? refuse(SYNTAX_ERROR)) };
    }
  }
  return { ...options, choice: word(argv, 2), prefixes };
}

/** Refuses what does not go together, or not with how the connection tracks already. */
function check(now: ClientTracking | undefined, asked: Asked): void {
  const { broadcasts, optIn, optOut, prefixes } = asked;
  if (prefixes.length > 0 && !broadcasts) {
    refuse('ERR PREFIX option requires BCAST mode to be enabled');
  }
  if (now !== undefined && now.broadcasts !== broadcasts) {
    refuse(
      "ERR You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.",
    );
  }
  if (broadcasts && (optIn || optOut)) {
    refuse('ERR OPTIN and OPTOUT are not compatible with BCAST');
  }
  if (optIn && optOut) refuse("ERR You can't specify both OPTIN mode and OPTOUT mode");
  if ((optIn && now?.optOut) || (optOut && now?.optIn)) {
    refuse(
      "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.",
    );
  }
  checkPrefixes([...(now?.prefixes ?? [])].sort(), prefixes);
}

/** A key must not be told of twice, so no prefix may start another one. */
function checkPrefixes(existing: readonly ByteString[], given: readonly ByteString[]): void {
  for (const [index, prefix] of given.entries()) {
    const taken = existing.find((other) => overlap(prefix, other));
    if (taken !== undefined) refuse(overlapText(prefix, `an existing prefix '${taken}'`));
    const second = given.slice(index + 1).find((other) => overlap(prefix, other));
    if (second !== undefined) refuse(overlapText(prefix, `another provided prefix '${second}'`));
  }
}

function overlap(one: ByteString, other: ByteString): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

function overlapText(prefix: ByteString, other: string): string {
  return `ERR Prefix '${prefix}' overlaps with ${other}. Prefixes for a single client must not overlap.`;
}

function track(connection: Connection, argv: readonly ByteString[]): Reply {
  const asked = askedOf(connection, argv);
  const { tracking } = connection.core;
  if (asked.choice === 'ON') {
    check(connection.tracking, asked);
    const { choice, prefixes, ...options } = asked;
    tracking.start(connection, options, prefixes);
  } else if (asked.choice === 'OFF') {
    tracking.stop(connection);
  } else {
    refuse(SYNTAX_ERROR);
  }
  return OK;
}

function cache({ tracking }: Connection, choice: string): Reply {
  if (tracking === undefined) {
    return refuse(
      'ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled',
    );
  }
  if (choice !== 'YES' && choice !== 'NO') refuse(SYNTAX_ERROR);
  if (choice === 'YES' && !tracking.optIn) {
    refuse('ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.');
  }
  if (choice === 'NO' && !tracking.optOut) {
    refuse('ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.');
  }
  tracking.cachingSaid = true;
  return OK;
}

function flagsOf(tracking: ClientTracking | undefined): readonly string[] {
  if (tracking === undefined) return ['off'];
  const { broadcasts, optIn, optOut, noLoop, cachingSaid, redirectBroken } = tracking;
  return [
    'on',
    ...(broadcasts ? ['bcast'] : []),
    ...(optIn ? ['optin', ...(cachingSaid ? ['caching-yes'] : [])] : []),
    ...(optOut ? ['optout', ...(cachingSaid ? ['caching-no'] : [])] : []),
    ...(noLoop ? ['noloop'] : []),
    ...(redirectBroken ? ['broken_redirect'] : []),
  ];
}

const SHARED = {
  flags: ['noscript', 'loading', 'stale'],
  categories: ['connection'],
  group: 'connection',
} as const;

export const clientTracking: Family = {
  tracking: command({
    ...SHARED,
    arity: -3,
    since: '6.0.0',
    complexity: 'O(1). Some options may introduce additional complexity.',
    usage:
      '(ON | OFF) [REDIRECT client-id:integer] [PREFIX prefix...+] [BCAST] [OPTIN] [OPTOUT] [NOLOOP]',
    summary: 'Tells the client of changes to the keys that it may have in a cache.',
    parse: (argv) => argv,
    run: track,
  }),

  caching: command({
    ...SHARED,
    arity: 3,
    since: '6.0.0',
    complexity: 'O(1)',
    usage: '(YES | NO)',
    summary: 'Says whether the keys of the next command are to be tracked.',
    parse: (argv) => word(argv, 2),
    run: cache,
  }),

  getredir: command({
    ...SHARED,
    arity: 2,
    since: '6.0.0',
    complexity: 'O(1)',
    summary: 'Gives the connection that gets the messages of CLIENT TRACKING.',
    parse: () => undefined,
    run: ({ tracking }) => integer(tracking?.redirect ?? -1),
  }),

  trackinginfo: command({
    ...SHARED,
    arity: 2,
    since: '6.2.0',
    complexity: 'O(1)',
    summary: 'Tells how the connection uses CLIENT TRACKING.',
    parse: () => undefined,
    run: ({ tracking }) =>
      record({
        flags: set(flagsOf(tracking).map(bulk)),
        redirect: integer(tracking?.redirect ?? -1),
        prefixes: bulks([...(tracking?.prefixes ?? [])].sort()),
      }),
  }),
};
