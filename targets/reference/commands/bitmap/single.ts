/** Commands on one bit. */
import { at } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { refuse } from '../../errors.ts';
import { firstKey } from '../../key-spec.ts';
import { integer, ZERO } from '../../replies.ts';
import { type Bit, bitAt, setBitAt } from '../../values/bits.ts';
import { StringValue } from '../../values/string.ts';
import { bitOffsetOf, lengthFor } from './offset.ts';

function bitOf(text: string): Bit {
  if (text !== '0' && text !== '1') refuse('ERR bit is not an integer or out of range');
  return text === '1' ? 1 : 0;
}

export const singleCommands: Family = {
  setbit: command({
    arity: 4,
    flags: ['write', 'denyoom'],
    categories: ['bitmap'],
    keys: firstKey('RW access update'),
    since: '2.2.0',
    group: 'bitmap',
    complexity: 'O(1)',
    usage: 'key offset:integer value:integer',
    summary: 'Sets one bit of a string, which grows to hold it, and tells what the bit was.',
    parse: (argv) => argv,
    run: (connection, argv) => {
      const { db } = connection;
      const [key, offset, bit] = [
        at(argv, 1),
        bitOffsetOf(connection, at(argv, 2)),
        bitOf(at(argv, 3)),
      ];
      const length = lengthFor(offset);
      const old = db.write(key, 'string');
      const grows = old === undefined || old.size < length;
      const value =
        old ?? db.ensure(key, 'string', () => StringValue.ofBytes(Buffer.alloc(length)));
      const bytes = value.edit(length);
      const before = bitAt(bytes, offset);
      setBitAt(bytes, offset, bit);
      // Writing what is there already is no change.
      if (grows || before !== bit) db.changed(key, 'string', 'setbit');
      return integer(before);
    },
  }),

  getbit: command({
    arity: 3,
    flags: ['readonly', 'fast'],
    categories: ['bitmap'],
    keys: firstKey('RO access'),
    since: '2.2.0',
    group: 'bitmap',
    complexity: 'O(1)',
    usage: 'key offset:integer',
    summary: 'Tells one bit of a string; those past the end are 0.',
    parse: (argv) => argv,
    run: (connection, argv) => {
      const offset = bitOffsetOf(connection, at(argv, 2));
      const value = connection.db.read(at(argv, 1), 'string');
      return value === undefined ? ZERO : integer(bitAt(value.bytes, offset));
    },
  }),
};
