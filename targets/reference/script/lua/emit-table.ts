/** Table constructors. */
import type { Expression, TableConstructor } from './ast.ts';
import { emitAll } from './emit-call.ts';
import { emitOperand, emitSettled } from './emit-operand.ts';
import { type FunctionEmitter, sequence } from './emitter.ts';
import { isConstant, isMulti } from './static-type.ts';

/** Lua stores list items in batches of this size; an explicit key in between may come before or after. */
const BATCH = 50;

export function emitTable(emitter: FunctionEmitter, { items, line }: TableConstructor): string {
  if (items.length === 0) return 'new T()';
  return emitter.scratch(() => {
    const table = emitter.temporary();
    const listed = items.filter(({ key }) => key === undefined);
    const last = items.at(-1);
    const openEnd = last !== undefined && last.key === undefined && isMulti(last.value);
    const listCount = listed.length - (openEnd ? 1 : 0);
    const code = [
      `${table} = new T(${sizeHint(listCount)}, ${sizeHint(items.length - listed.length)})`,
    ];
    let stored = 0;
    let batch: string[] = [];
    const flush = (tail: string): void => {
      if (batch.length > 0 || tail !== '') {
        code.push(`${table}.setItems(${stored}, [${[...batch, tail].filter(Boolean).join(', ')}])`);
      }
      stored += batch.length;
      batch = [];
      emitter.release(mark);
    };
    const mark = emitter.mark();
    for (const { key, value } of items) {
      if (batch.length === BATCH) flush('');
      if (key !== undefined) code.push(emitField(emitter, { table, key, value, line }));
      else if (openEnd && value === last.value) flush(`...${emitAll(emitter, value)}`);
      else {
        const item = emitSettled(emitter, value);
        code.push(...item.setup);
        batch.push(item.code);
      }
    }
    flush('');
    return sequence(code, table);
  });
}

function emitField(
  emitter: FunctionEmitter,
  { table, key, value, line }: { table: string; key: Expression; value: Expression; line: number },
): string {
  return emitter.scratch(() => {
    const k = emitOperand(emitter, key);
    const v = emitOperand(emitter, value);
    const site = emitter.site(line, []);
    const store =
      isConstant(key) && key.kind !== 'nil'
        ? `${table}.set(${k.code}, ${v.code})`
        : `yield* O.setIndex(${table}, ${k.code}, ${v.code}, fr, ${site})`;
    return sequence([...k.setup, ...v.setup], store);
  });
}

/** Lua keeps the sizes of a constructor in a byte, three bits of them exact: others are rounded up. */
function sizeHint(count: number): number {
  let exponent = 0;
  let mantissa = count;
  while (mantissa >= 16) {
    mantissa = (mantissa + 1) >> 1;
    exponent++;
  }
  return mantissa * 2 ** exponent;
}
