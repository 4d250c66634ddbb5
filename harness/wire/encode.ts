/**
 * Replies and commands to bytes. Pure.
 *
 * A reply is typed once and written for the protocol that the connection speaks: RESP2 has no maps,
 * sets, pushes, doubles, booleans, big numbers or verbatim strings, and gets the uniform downgrade
 * (https://redis.io/docs/latest/develop/reference/protocol-spec/#resp-versions).
 */
import type { ByteString, Pair, Protocol, Reply } from './reply.ts';

/** The bytes of a command as clients send it: an array of bulk strings. */
export function encodeCommand(argv: readonly ByteString[]): ByteString {
  let bytes = `*${argv.length}\r\n`;
  for (const argument of argv) bytes += bulk(argument);
  return bytes;
}

/** The bytes of a reply. In RESP2 attributes are left out and richer types are downgraded. */
export function encode(reply: Reply, protocol: Protocol): ByteString {
  return protocol === 2 ? encode2(reply) : encode3(reply);
}

/** The reply as RESP2 can say it: what `encode(reply, 2)` decodes to. */
export function downgrade(reply: Reply): Reply {
  switch (reply.type) {
    case 'status':
      return { type: 'status', text: reply.text };
    case 'error':
      return { type: 'error', text: oneLine(reply.text) };
    case 'integer':
      return { type: 'integer', value: reply.value };
    case 'boolean':
      return { type: 'integer', value: reply.value ? 1 : 0 };
    case 'null':
      return { type: 'null', sentAs: reply.sentAs === '*-1' ? '*-1' : '$-1' };
    case 'bulk':
    case 'double':
    case 'big':
    case 'verbatim':
      return { type: 'bulk', text: reply.text };
    case 'array':
    case 'set':
    case 'push':
      return { type: 'array', items: reply.items.map(downgrade) };
    case 'map':
      return { type: 'array', items: reply.entries.flat().map(downgrade) };
  }
}

function encode2(reply: Reply): ByteString {
  switch (reply.type) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return `-${oneLine(reply.text)}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'boolean':
      return reply.value ? ':1\r\n' : ':0\r\n';
    case 'null':
      return reply.sentAs === '*-1' ? '*-1\r\n' : '$-1\r\n';
    case 'bulk':
    case 'double':
    case 'big':
    case 'verbatim':
      return bulk(reply.text);
    case 'array':
    case 'set':
    case 'push': {
      let bytes = `*${reply.items.length}\r\n`;
      for (const item of reply.items) bytes += encode2(item);
      return bytes;
    }
    case 'map': {
      let bytes = `*${reply.entries.length * 2}\r\n`;
      for (const [key, value] of reply.entries) bytes += encode2(key) + encode2(value);
      return bytes;
    }
  }
}

function encode3(reply: Reply): ByteString {
  return reply.attributes === undefined
    ? encodePlain3(reply)
    : `|${reply.attributes.length}\r\n${entries3(reply.attributes)}${encodePlain3(reply)}`;
}

function encodePlain3(reply: Reply): ByteString {
  switch (reply.type) {
    case 'status':
      return `+${reply.text}\r\n`;
    case 'error':
      return reply.blob
        ? `!${reply.text.length}\r\n${reply.text}\r\n`
        : `-${oneLine(reply.text)}\r\n`;
    case 'integer':
      return `:${reply.value}\r\n`;
    case 'boolean':
      return reply.value ? '#t\r\n' : '#f\r\n';
    case 'null':
      return '_\r\n';
    case 'double':
      return `,${reply.text}\r\n`;
    case 'big':
      return `(${reply.text}\r\n`;
    case 'verbatim':
      return `=${reply.text.length + 4}\r\n${reply.format}:${reply.text}\r\n`;
    case 'bulk':
      return reply.streamed ? streamedBulk(reply.text) : bulk(reply.text);
    case 'array':
    case 'set':
    case 'push':
      return aggregate(SIGIL[reply.type], reply.items.length, items3(reply.items), reply.streamed);
    case 'map':
      return aggregate('%', reply.entries.length, entries3(reply.entries), reply.streamed);
  }
}

const SIGIL = { array: '*', set: '~', push: '>' } as const;

function items3(items: readonly Reply[]): ByteString {
  let bytes = '';
  for (const item of items) bytes += encode3(item);
  return bytes;
}

function entries3(entries: readonly Pair[]): ByteString {
  let bytes = '';
  for (const [key, value] of entries) bytes += encode3(key) + encode3(value);
  return bytes;
}

function aggregate(
  sigil: string,
  count: number,
  body: ByteString,
  streamed: true | undefined,
): ByteString {
  return streamed ? `${sigil}?\r\n${body}.\r\n` : `${sigil}${count}\r\n${body}`;
}

function streamedBulk(text: ByteString): ByteString {
  const chunk = text === '' ? '' : `;${text.length}\r\n${text}\r\n`;
  return `$?\r\n${chunk};0\r\n`;
}

function bulk(text: ByteString): ByteString {
  return `$${text.length}\r\n${text}\r\n`;
}

/** A simple error ends at the first line break, so RESP2 servers put spaces for the ones inside. */
function oneLine(text: ByteString): ByteString {
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]/g, ' ') : text;
}
