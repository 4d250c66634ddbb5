import type { Pair, Protocol, Reply } from '../../wire/reply.ts';
import type { Matcher, Moment } from '../matcher.ts';
import type { Includes } from '../suite-file.generated.ts';
import { type Compile, holds, missing, placeholder } from './compiling.ts';
import { mapOf, pairsOf, saysFields } from './map.ts';

interface Field {
  readonly key: Matcher;
  readonly value: Matcher;
}

/** `{ includes: { f: v } }`: a map (in RESP2 a flat array) that has at least these fields, with these values. */
export const includes: Compile<Includes> = ({ includes }, protocol, inner): Matcher => {
  const fields = Object.entries(includes).map(([key, value]) => ({
    key: inner(key),
    value: inner(value),
  }));
  return {
    says: `{ includes: ${saysFields(Object.keys(includes), fields)} }`,
    open: true,
    nearest: (reply, moment) => nearest(fields, reply, protocol, moment),
    mask: (reply) => mask(fields, reply),
  };
};

/** The first pair with the field's key: where a key comes twice, clients see one of them. */
function pairFor({ key }: Field, pairs: readonly Pair[], moment: Moment): Pair | undefined {
  return pairs.find(([name]) => holds(key, name, moment));
}

/** What came, with the values that are wanted, and behind it the fields that are missing. */
function nearest(
  fields: readonly Field[],
  reply: Reply,
  protocol: Protocol,
  moment: Moment,
): Reply {
  const pairs = pairsOf(reply) ?? [];
  const wanted = [...pairs];
  for (const field of fields) {
    const pair = pairFor(field, pairs, moment);
    if (pair === undefined) {
      wanted.push([missing(field.key, moment), missing(field.value, moment)]);
      continue;
    }
    const value = field.value.nearest(pair[1], moment);
    if (value !== pair[1]) wanted[pairs.indexOf(pair)] = [pair[0], value];
  }
  const same =
    reply.type === (protocol === 3 ? 'map' : 'array') &&
    pairsOf(reply) !== undefined &&
    wanted.length === pairs.length &&
    wanted.every((pair, i) => pair === pairs[i]);
  return same ? reply : mapOf(reply, wanted, protocol);
}

/** Only the fields asked for, in the order in which they were asked for, and what kind held them. */
function mask(fields: readonly Field[], reply: Reply): Reply {
  const pairs = pairsOf(reply);
  if (pairs === undefined) return reply;
  const kept = fields.flatMap((field) => {
    const pair = pairFor(field, pairs, { elapsedMs: Number.POSITIVE_INFINITY });
    return pair === undefined ? [] : [pair[0], field.value.mask(pair[1])];
  });
  if (kept.length < 2 * fields.length) return reply;
  return { type: 'array', items: [...kept, placeholder(`and any others, as ${reply.type}`)] };
}
