/**
 * Behaviours as eight real servers showed them in November 2026, to make sample documents of.
 * The replies are observations, not inventions: reports should be designed against real ones.
 */
import type { Rung } from '../../harness/results/document.generated.ts';

export interface SpecimenReply {
  readonly says: string;
  /** In suite notation. */
  readonly value: unknown;
  /** The same in both protocols unless `bytes2` says otherwise. */
  readonly bytes: string;
  readonly bytes2?: string;
}

export interface Specimen {
  readonly group: string;
  readonly suite: string;
  readonly suiteTitle: string;
  readonly name: string;
  readonly title: string;
  readonly since?: Readonly<Record<string, string>>;
  readonly steps: readonly (readonly string[])[];
  /** What the contract says at `step`, counted from 1. */
  readonly step: number;
  readonly wanted: SpecimenReply;
  /** Who departs, how far, and with which reply. */
  readonly departs: {
    readonly targets: RegExp;
    readonly rung: Rung;
    readonly found: SpecimenReply;
  };
}

export const SPECIMENS: readonly Specimen[] = [
  {
    group: 'string',
    suite: 'bitcount',
    suiteTitle: 'BITCOUNT counts the bits that are set in a string',
    name: 'start-without-end',
    title: 'BITCOUNT with a start and no end is a syntax error',
    steps: [
      ['SET', 'word', 'v'],
      ['BITCOUNT', 'word', '0'],
    ],
    step: 2,
    wanted: error('ERR syntax error'),
    departs: { targets: /^valkey/, rung: 'ok-vs-error', found: integer(5) },
  },
  {
    group: 'generic',
    suite: 'object',
    suiteTitle: 'OBJECT tells how a value is kept in memory',
    name: 'encoding-of-a-short-list',
    title: 'OBJECT ENCODING calls a short list a listpack',
    steps: [
      ['RPUSH', 'short', 'a'],
      ['OBJECT', 'ENCODING', 'short'],
    ],
    step: 2,
    wanted: bulk('listpack'),
    departs: { targets: /^redis@[67]\.0/, rung: 'value', found: bulk('quicklist') },
  },
  {
    group: 'list',
    suite: 'lpos',
    suiteTitle: 'LPOS finds the positions of an element in a list',
    name: 'rank-zero-is-refused',
    title: 'LPOS refuses rank 0 and says which ranks there are',
    steps: [
      ['RPUSH', 'colours', 'red'],
      ['LPOS', 'colours', 'red', 'RANK', '0'],
    ],
    step: 2,
    wanted: error(
      "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list",
    ),
    departs: {
      targets: /^redis@6\.0/,
      rung: 'error-text',
      found: error(
        "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second, ...",
      ),
    },
  },
  {
    group: 'string',
    suite: 'setex',
    suiteTitle: 'SETEX stores a string together with its time to live',
    name: 'zero-seconds-are-refused',
    title: 'SETEX refuses a time to live of zero seconds',
    steps: [['SETEX', 'key', '0', 'value']],
    step: 1,
    wanted: error("ERR invalid expire time in 'setex' command"),
    departs: {
      targets: /^redis@6\.0/,
      rung: 'error-text',
      found: error('ERR invalid expire time in setex'),
    },
  },
  {
    group: 'string',
    suite: 'getex',
    suiteTitle: 'GETEX reads a string and changes its time to live',
    name: 'missing-key-is-null',
    title: 'GETEX of a missing key replies null',
    since: { redis: '6.2' },
    steps: [['GETEX', 'missing']],
    step: 1,
    wanted: { says: '(nil)', value: null, bytes: '_\r\n', bytes2: '$-1\r\n' },
    departs: {
      targets: /^redis@6\.0/,
      rung: 'missing',
      found: error('ERR unknown command `GETEX`, with args beginning with: `missing`, '),
    },
  },
  {
    group: 'geo',
    suite: 'geopos',
    suiteTitle: 'GEOPOS replies the coordinates of members',
    name: 'digits-of-a-coordinate',
    title: 'GEOPOS replies coordinates with 17 significant digits',
    steps: [
      ['GEOADD', 'sicily', '13.361389', '38.115556', 'Palermo'],
      ['GEOPOS', 'sicily', 'Palermo'],
    ],
    step: 2,
    wanted: position('13.36138933897018433', '38.11555639549629859'),
    departs: {
      targets: /^redis@8/,
      rung: 'number-format',
      found: position('13.361389338970184', '38.1155563954963'),
    },
  },
  {
    group: 'sorted-set',
    suite: 'zrange',
    suiteTitle: 'ZRANGE replies members in order of rank, score or name',
    name: 'limit-needs-a-range-by-score-or-name',
    title: 'ZRANGE with LIMIT and neither BYSCORE nor BYLEX is a syntax error',
    since: { redis: '6.2' },
    steps: [
      ['ZADD', 'scores', '1', 'a'],
      ['ZRANGE', 'scores', '0', '-1', 'LIMIT', '0', '1'],
    ],
    step: 2,
    wanted: error(
      'ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX',
    ),
    departs: { targets: /^redis@6\.0/, rung: 'error-text', found: error('ERR syntax error') },
  },
  {
    group: 'list',
    suite: 'lpop',
    suiteTitle: 'LPOP takes elements from the head of a list',
    name: 'count-of-a-missing-list',
    title: 'LPOP with a count replies a null array when the list is missing',
    steps: [['LPOP', 'missing', '1']],
    step: 1,
    wanted: { says: '(nil)', value: { null: 'array' }, bytes: '_\r\n', bytes2: '*-1\r\n' },
    departs: {
      targets: /^redis@6\.0/,
      rung: 'ok-vs-error',
      found: error("ERR wrong number of arguments for 'lpop' command"),
    },
  },
  {
    group: 'hash',
    suite: 'hset',
    suiteTitle: 'HSET stores fields of a hash and counts those that are new',
    name: 'binary-field-and-value',
    title: 'HSET keeps bytes that are no text, line breaks and quotes as they are',
    steps: [
      ['HSET', 'bin', '\x00\xff', `it's "so"\r\n`],
      ['HGET', 'bin', '\x00\xff'],
    ],
    step: 2,
    wanted: bulk(`it's "so"\r\n`),
    departs: { targets: /^nobody$/, rung: 'value', found: bulk('') },
  },
];

function error(text: string): SpecimenReply {
  return { says: `(error) ${text}`, value: { error: text }, bytes: `-${text}\r\n` };
}

function integer(value: number): SpecimenReply {
  return { says: `(integer) ${value}`, value, bytes: `:${value}\r\n` };
}

function bulk(text: string): SpecimenReply {
  return { says: JSON.stringify(text), value: text, bytes: `$${text.length}\r\n${text}\r\n` };
}

function position(longitude: string, latitude: string): SpecimenReply {
  const bulks = [longitude, latitude].map((text) => `$${text.length}\r\n${text}\r\n`);
  return {
    says: `[[${longitude}, ${latitude}]]`,
    value: [[{ double: longitude }, { double: latitude }]],
    bytes: `*1\r\n*2\r\n,${longitude}\r\n,${latitude}\r\n`,
    bytes2: `*1\r\n*2\r\n${bulks.join('')}`,
  };
}
