/** Parameters whose text has a form of its own: how 7.2 reads them, and writes them back. */
import type { ByteString } from '../../harness/wire/reply.ts';
import type { Settings } from './config.ts';
import { normalEventFlags } from './event-flags.ts';
import { parseMemory } from './memory-size.ts';
import { parseFloat64, parseInteger } from './numbers.ts';

export type Parsed = { readonly value: number | string } | { readonly why: string };

/** Takes the text, and the settings as they are, for the forms that change a part of the value. */
type Form = (text: ByteString, current: Settings) => Parsed;

/** 7.2 splits such a value at each single space; two spaces leave an empty item between them. */
function itemsOf(text: ByteString): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

function events(text: ByteString): Parsed {
  const value = normalEventFlags(text);
  return value === undefined
    ? { why: "Invalid event class character. Use 'Ag$lshzxeKEtmdn'." }
    : { value };
}

function savePoints(text: ByteString): Parsed {
  const numbers = itemsOf(text).map(parseInteger);
  const sound = numbers.every(
    (number, index) => number !== undefined && number >= (index % 2 === 0 ? 1 : 0),
  );
  return sound && numbers.length % 2 === 0
    ? { value: numbers.join(' ') }
    : { why: 'Invalid save parameters' };
}

function percentiles(text: ByteString): Parsed {
  const numbers = itemsOf(text).map(parseFloat64);
  if (numbers.includes(undefined)) {
    return { why: 'Invalid latency-tracking-info-percentiles parameters' };
  }
  const sound = numbers.every((number) => number !== undefined && number >= 0 && number <= 100);
  return sound
    ? { value: numbers.join(' ') }
    : { why: 'latency-tracking-info-percentiles parameters should sit between [0.0,100.0]' };
}

const CLASSES: Readonly<Record<string, string>> = {
  normal: 'normal',
  slave: 'slave',
  replica: 'slave',
  pubsub: 'pubsub',
};

/** Limits of the classes that are named; the others stay. */
function bufferLimits(text: ByteString, current: Settings): Parsed {
  const items = itemsOf(text);
  if (items.length % 4 !== 0) {
    return { why: 'Wrong number of arguments in buffer limit configuration.' };
  }
  const limits = new Map<string, string>();
  const now = itemsOf(current['client-output-buffer-limit']);
  for (let at = 0; at < now.length; at += 4) {
    limits.set(now[at] ?? '', now.slice(at + 1, at + 4).join(' '));
  }
  for (let at = 0; at < items.length; at += 4) {
    const name = CLASSES[(items[at] ?? '').toLowerCase()];
    if (name === undefined) {
      return { why: 'Invalid client class specified in buffer limit configuration.' };
    }
    const sizes = [parseMemory(items[at + 1] ?? ''), parseMemory(items[at + 2] ?? '')];
    const seconds = parseInteger(items[at + 3] ?? '');
    if (sizes.includes(undefined) || seconds === undefined || seconds < 0) {
      return { why: 'Error in hard, soft or soft_seconds setting in buffer limit configuration.' };
    }
    limits.set(name, [...sizes, seconds].join(' '));
  }
  return { value: [...limits].map(([name, values]) => `${name} ${values}`).join(' ') };
}

const OOM_SCORE_MAX = 2000;

function oomScores(text: ByteString): Parsed {
  const items = itemsOf(text);
  if (items.length !== 3) return { why: 'wrong number of arguments' };
  const sound = items
    .map(parseInteger)
    .every((score) => score !== undefined && Math.abs(score) <= OOM_SCORE_MAX);
  return sound
    ? { value: text }
    : { why: 'Invalid oom-score-adj-values, elements must be between -2000 and 2000.' };
}

/** A size, or a percentage of `maxmemory`. */
function share(text: ByteString): Parsed {
  const percents = text.endsWith('%') ? parseInteger(text.slice(0, -1)) : undefined;
  if (percents !== undefined && percents >= 0) {
    return percents <= 100
      ? { value: text }
      : { why: 'percentage argument must be less or equal to 100' };
  }
  const size = parseMemory(text);
  return size === undefined
    ? { why: 'argument must be a memory or percent value' }
    : { value: String(size) };
}

const HOST_NAME_CHARS_MAX = 255;

function hostName(text: ByteString): Parsed {
  if (text.length > HOST_NAME_CHARS_MAX) {
    return { why: 'Hostnames must be less than 256 characters' };
  }
  return /^[a-z0-9.-]*$/i.test(text)
    ? { value: text }
    : { why: 'Hostnames may only contain alphanumeric characters, hyphens or dots' };
}

const TITLE_PARTS = [
  'title',
  'listen-addr',
  'server-mode',
  'port',
  'tls-port',
  'unixsocket',
  'config-file',
];

function titleTemplate(text: ByteString): Parsed {
  const parts = [...text.matchAll(/\{([^}]*)\}?/g)].map(([, name = '']) => name);
  const sound = text !== '' && parts.every((name) => TITLE_PARTS.includes(name));
  return sound
    ? { value: text }
    : { why: 'template format is invalid or contains unknown variables' };
}

/** There is one locale here, which goes by these names. */
function locale(text: ByteString): Parsed {
  return ['', 'C', 'POSIX'].includes(text) ? { value: text } : { why: 'Invalid locale name' };
}

/** The forms by parameter; they come after what the type of a parameter asks for. */
export const FORMS: Readonly<Record<string, Form>> = {
  'client-output-buffer-limit': bufferLimits,
  'cluster-announce-hostname': hostName,
  'latency-tracking-info-percentiles': percentiles,
  'locale-collate': locale,
  'maxmemory-clients': share,
  'notify-keyspace-events': events,
  'oom-score-adj-values': oomScores,
  'proc-title-template': titleTemplate,
  save: savePoints,
};
