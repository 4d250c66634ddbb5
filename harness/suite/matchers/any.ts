import { doubleValue, isBigNumber } from '../../wire/number.ts';
import type { Pair, Protocol, Reply } from '../../wire/reply.ts';
import type { Matcher } from '../matcher.ts';
import type { Any } from '../suite-file.generated.ts';
import { openMatcher, placeholder, withAttributesOf } from './compiling.ts';
import { itemsOf } from './items.ts';

type Kind = Exclude<Any['any'], true>;

/** `{ any: true }`: any reply; `{ any: int }`: any reply of a type, in RESP2 of what it becomes there. */
export function any({ any }: Any, protocol: Protocol): Matcher {
  const says = `{ any: ${any} }`;
  const hidden = placeholder(says);
  const fits = any === true ? () => true : (reply: Reply) => isOfKind(reply, any, protocol);
  return openMatcher(
    says,
    (reply) =>
      any === true || fits(reply)
        ? reply
        : withAttributesOf(reply, converted(reply, any, protocol)),
    () => hidden,
  );
}

function isOfKind(reply: Reply, kind: Kind, protocol: Protocol): boolean {
  if (protocol === 3) return reply.type === (kind === 'int' ? 'integer' : kind);
  switch (kind) {
    case 'int':
      return reply.type === 'integer';
    case 'boolean':
      return reply.type === 'integer' && (reply.value === 0 || reply.value === 1);
    case 'double':
      return reply.type === 'bulk' && doubleValue(reply.text) !== undefined;
    case 'big':
      return reply.type === 'bulk' && isBigNumber(reply.text);
    case 'verbatim':
      return reply.type === 'bulk';
    case 'set':
    case 'push':
      return reply.type === 'array';
    case 'map':
      return reply.type === 'array' && reply.items.length % 2 === 0;
    default:
      return reply.type === kind;
  }
}

/** The reply's content in the type asked for, as far as the type can hold it. */
function converted(reply: Reply, kind: Kind, protocol: Protocol): Reply {
  const text = textOf(reply) ?? '';
  switch (kind) {
    case 'int':
      return { type: 'integer', value: integerIn(text) };
    case 'boolean': {
      const value = text === '1';
      return protocol === 3
        ? { type: 'boolean', value }
        : { type: 'integer', value: value ? 1 : 0 };
    }
    case 'null':
      return { type: 'null', sentAs: protocol === 3 ? '_' : '$-1' };
    case 'status':
    case 'error':
    case 'bulk':
      return { type: kind, text };
    case 'double':
      return {
        type: protocol === 3 ? kind : 'bulk',
        text: doubleValue(text) === undefined ? '0' : text,
      };
    case 'big':
      return { type: protocol === 3 ? kind : 'bulk', text: isBigNumber(text) ? text : '0' };
    case 'verbatim':
      return protocol === 3 ? { type: kind, format: 'txt', text } : { type: 'bulk', text };
    case 'array':
    case 'set':
    case 'push':
      return { type: protocol === 3 ? kind : 'array', items: itemsOf(reply) ?? [] };
    case 'map': {
      const entries = pairs(itemsOf(reply) ?? []);
      return protocol === 3 ? { type: 'map', entries } : { type: 'array', items: entries.flat() };
    }
  }
}

function textOf(reply: Reply): string | undefined {
  if ('text' in reply) return reply.text;
  if (reply.type === 'boolean') return reply.value ? '1' : '0';
  return reply.type === 'integer' ? String(reply.value) : undefined;
}

function integerIn(text: string): number | bigint {
  if (!/^-?\d+$/.test(text)) return 0;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

function pairs(items: readonly Reply[]): Pair[] {
  return items.flatMap((key, i) => {
    const value = items[i + 1];
    return i % 2 === 0 && value !== undefined ? [[key, value] as const] : [];
  });
}
