/** BITOP: strings combined bit by bit. */
import type { ByteString, Reply } from '../../../../harness/wire/reply.ts';
import { at, word } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import type { Connection } from '../../connection.ts';
import { refuse, SYNTAX_ERROR } from '../../errors.ts';
import { keyRange } from '../../key-spec.ts';
import { integer } from '../../replies.ts';
import { StringValue } from '../../values/string.ts';

type Operation = 'AND' | 'OR' | 'XOR' | 'NOT';

interface Combination {
  readonly operation: Operation;
  readonly destination: ByteString;
  readonly keys: readonly ByteString[];
}

function parseCombination(argv: readonly ByteString[]): Combination {
  const operation = operationOf(word(argv, 1));
  const keys = argv.slice(3);
  if (operation === 'NOT' && keys.length !== 1) {
    refuse('ERR BITOP NOT must be called with a single source key.');
  }
  return { operation, destination: at(argv, 2), keys };
}

function operationOf(text: string): Operation {
  const known = text === 'AND' || text === 'OR' || text === 'XOR' || text === 'NOT';
  return known ? text : refuse(SYNTAX_ERROR);
}

/** Shorter operands and missing ones count as followed by zeros. */
function combined(operation: Operation, operands: readonly Buffer[]): Buffer {
  const result = Buffer.alloc(Math.max(...operands.map(({ length }) => length)));
  const [first, ...others] = operands;
  if (first !== undefined) result.set(first);
  if (operation === 'NOT') for (let i = 0; i < result.length; i += 1) result[i] = ~at8(result, i);
  for (const operand of others) {
    if (operation === 'AND') intersect(result, operand);
    else if (operation === 'OR') {
      for (let i = 0; i < operand.length; i += 1) result[i] = at8(result, i) | at8(operand, i);
    } else {
      for (let i = 0; i < operand.length; i += 1) result[i] = at8(result, i) ^ at8(operand, i);
    }
  }
  return result;
}

function intersect(result: Buffer, operand: Buffer): void {
  for (let i = 0; i < operand.length; i += 1) result[i] = at8(result, i) & at8(operand, i);
  result.fill(0, operand.length);
}

function at8(bytes: Buffer, index: number): number {
  return bytes[index] as number;
}

function combine({ db }: Connection, { operation, destination, keys }: Combination): Reply {
  const values = keys.map((key) => db.read(key, 'string'));
  const operands = values.map((value) => value?.bytes ?? Buffer.alloc(0));
  const result = combined(operation, operands);
  if (result.length > 0) {
    db.set(destination, StringValue.ofBytes(result));
    db.changed(destination, 'string', 'set');
  } else if (db.delete(destination)) {
    db.changed(destination, 'generic', 'del');
  }
  return integer(result.length);
}

export const combineCommands: Family = {
  bitop: command({
    arity: -4,
    flags: ['write', 'denyoom'],
    categories: ['bitmap'],
    keys: [keyRange('OW update', 2, 0, 1), keyRange('RO access', 3, -1, 1)],
    since: '2.6.0',
    group: 'bitmap',
    complexity: 'O(N)',
    usage: '(AND | OR | XOR | NOT) destkey:key key...',
    summary: 'Stores what strings make when they are combined bit by bit.',
    parse: parseCombination,
    run: combine,
  }),
};
