/** Commands that count in a field. */
import { at, int64Of } from '../../arguments.ts';
import { command, type Family } from '../../command.ts';
import { NOT_A_FLOAT, refuse } from '../../errors.ts';
import { addFloat } from '../../increment.ts';
import { firstKey } from '../../key-spec.ts';
import { parseLongDouble } from '../../long-double.ts';
import { INT64_MAX, INT64_MIN } from '../../numbers.ts';
import { bulk, integer } from '../../replies.ts';
import { HashValue } from '../../values/hash.ts';

export const incrementCommands: Family = {
  hincrby: command({
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['hash'],
    keys: firstKey('RW access update'),
    since: '2.0.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key field increment:integer',
    summary: 'Adds to the integer in a field; a missing one counts as 0.',
    parse: (argv) => ({ key: at(argv, 1), field: at(argv, 2), by: int64Of(at(argv, 3)) }),
    run: ({ db, core }, { key, field, by }) => {
      const old = db.write(key, 'hash')?.get(field) ?? '0';
      const sum = int64Of(old, 'ERR hash value is not an integer') + by;
      if (sum > INT64_MAX || sum < INT64_MIN) refuse('ERR increment or decrement would overflow');
      db.ensure(key, 'hash', () => new HashValue(core.settings)).set(field, String(sum));
      db.changed(key, 'hash', 'hincrby');
      return integer(sum);
    },
  }),

  hincrbyfloat: command({
    arity: 4,
    flags: ['write', 'denyoom', 'fast'],
    categories: ['hash'],
    keys: firstKey('RW access update'),
    since: '2.6.0',
    group: 'hash',
    complexity: 'O(1)',
    usage: 'key field increment:double',
    summary: 'Adds to the floating-point number in a field; a missing one counts as 0.',
    parse: (argv) => {
      const by = parseLongDouble(at(argv, 3)) ?? refuse(NOT_A_FLOAT);
      if (by === 'infinite') refuse('ERR value is NaN or Infinity');
      return { key: at(argv, 1), field: at(argv, 2), by: at(argv, 3) };
    },
    run: ({ db, core }, { key, field, by }) => {
      const old = db.write(key, 'hash')?.get(field);
      const sum = addFloat(old, by, 'ERR hash value is not a float');
      db.ensure(key, 'hash', () => new HashValue(core.settings)).set(field, sum);
      db.changed(key, 'hash', 'hincrbyfloat');
      return bulk(sum);
    },
  }),
};
