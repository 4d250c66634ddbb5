/** Commands that tell the places of members. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { array, bulk, NULL, NULL_ARRAY } from '../../replies.ts';
import { distance } from '../../values/geo/distance.ts';
import { geohashOf, positionOf } from '../../values/geo/geohash.ts';
import { unitOf } from './arguments.ts';
import { distanceReply, positionReply } from './replies.ts';

interface Members {
  readonly key: ByteString;
  readonly members: readonly ByteString[];
}

function parseMembers(argv: readonly ByteString[]): Members {
  return { key: at(argv, 1), members: argv.slice(2) };
}

/** A reply for each member, made of its score. */
function each(
  { db }: Connection,
  { key, members }: Members,
  [replyOf, missing]: readonly [replyOf: (score: number) => Reply, missing: Reply],
): Reply {
  const set = db.read(key, 'zset');
  const replies = members.map((member) => {
    const score = set?.score(member);
    return score === undefined ? missing : replyOf(score);
  });
  return array(replies);
}

interface Between {
  readonly key: ByteString;
  readonly from: ByteString;
  readonly to: ByteString;
  readonly unit: number;
}

function parseBetween(argv: readonly ByteString[]): Between {
  if (argv.length > 5) refuse(SYNTAX_ERROR);
  const unit = argv.length === 5 ? unitOf(at(argv, 4)) : 1;
  return { key: at(argv, 1), from: at(argv, 2), to: at(argv, 3), unit };
}

function between({ db }: Connection, { key, from, to, unit }: Between): Reply {
  const set = db.read(key, 'zset');
  const [start, end] = [set?.score(from), set?.score(to)];
  if (start === undefined || end === undefined) return NULL;
  return distanceReply(distance(positionOf(start), positionOf(end)) / unit);
}

export const memberCommands: Family = {
  geopos: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['geo'],
    keys: firstKey('RO access'),
    since: '3.2.0',
    group: 'geo',
    complexity: 'O(1)',
    usage: 'key [member...]',
    summary: 'Tells the longitude and the latitude of members.',
    parse: parseMembers,
    run: (connection, options) =>
      each(connection, options, [(score) => positionReply(positionOf(score)), NULL_ARRAY]),
  }),

  geohash: command({
    arity: -2,
    flags: ['readonly'],
    categories: ['geo'],
    keys: firstKey('RO access'),
    since: '3.2.0',
    group: 'geo',
    complexity: 'O(1)',
    usage: 'key [member...]',
    summary: 'Tells the positions of members as geohashes.',
    parse: parseMembers,
    run: (connection, options) =>
      each(connection, options, [(score) => bulk(geohashOf(score)), NULL]),
  }),

  geodist: command({
    arity: -4,
    flags: ['readonly'],
    categories: ['geo'],
    keys: firstKey('RO access'),
    since: '3.2.0',
    group: 'geo',
    complexity: 'O(1)',
    usage: 'key member1 member2 [M | KM | FT | MI]',
    summary: 'Tells how far two members are from each other.',
    parse: parseBetween,
    run: between,
  }),
};
