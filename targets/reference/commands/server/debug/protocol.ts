/** DEBUG PROTOCOL: an example of each type of reply, for those who write clients. */
import type { Reply } from '../../../../../harness/wire/reply.ts';
import type { Connection } from '../../../connection.ts';
import { refuse } from '../../../errors.ts';
import { array, bulk, integer, map, NULL, set, verbatim } from '../../../replies.ts';

const THREE = [0, 1, 2];

const EXAMPLES: Readonly<Record<string, (connection: Connection) => Reply>> = {
  string: () => bulk('Hello World'),
  integer: () => integer(12345),
  double: () => ({ type: 'double', text: '3.141' }),
  bignum: () => ({ type: 'big', text: '1234567999999999999999999999999999999' }),
  null: () => NULL,
  array: () => array(THREE.map(integer)),
  set: () => set(THREE.map(integer)),
  map: () =>
    map(THREE.map((number) => [integer(number), { type: 'boolean', value: number === 1 }])),
  attrib: withAttribute,
  push: afterPush,
  verbatim: () => verbatim('This is a verbatim\nstring'),
  true: () => ({ type: 'boolean', value: true }),
  false: () => ({ type: 'boolean', value: false }),
};

function withAttribute({ protocol }: Connection): Reply {
  const text = 'Some real reply following the attribute';
  if (protocol === 2) return bulk(text);
  const attributes = [[bulk('key-popularity'), array([bulk('key:123'), integer(90)])] as const];
  return { type: 'bulk', text, attributes };
}

function afterPush(connection: Connection): Reply {
  if (connection.protocol === 2) refuse('ERR RESP2 is not supported by this command');
  const items = [bulk('server-cpu-usage'), integer(42)];
  connection.push({ type: 'push', items });
  return bulk('Some real reply following the push reply');
}

export function protocolExample(connection: Connection, type: string): Reply {
  const example = Object.hasOwn(EXAMPLES, type) ? EXAMPLES[type] : undefined;
  if (example !== undefined) return example(connection);
  const types = Object.keys(EXAMPLES);
  return refuse(
    `ERR Wrong protocol type name. Please use one of the following: ${types.join('|')}`,
  );
}
