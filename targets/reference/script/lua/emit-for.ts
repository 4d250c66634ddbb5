/** The two `for` loops. */
import type { Expression, GenericFor, NumericFor } from './ast.ts';
import { emitValue } from './emit-expression.ts';
import { emitValues } from './emit-values.ts';
import { type FunctionEmitter, variable } from './emitter.ts';
import { staticType } from './static-type.ts';

/** Counts a turn of a loop. */
export const TURN = 'if (--S.stepsLeft < 0) yield PAUSE;';

export function emitNumericFor(emitter: FunctionEmitter, loop: NumericFor): string {
  const { binding, start, limit, step, body } = loop;
  const [i, end, by] = ['i', 'l', 's'].map((letter) => letter + binding.id);
  binding.numeric = !binding.reassigned;
  const one: Expression = { kind: 'number', value: 1 };
  const values = [start, limit, step ?? one].map((each) => emitValue(emitter, each));
  const site = emitter.site(loop.line, []);
  const checks = [
    numberCheck(start, i, 'initial value', site),
    numberCheck(limit, end, 'limit', site),
    numberCheck(step ?? one, by, 'step', site),
  ];
  return [
    `{ let ${i} = ${values[0]}, ${end} = ${values[1]}, ${by} = ${values[2]};`,
    ...checks,
    // Lua starts one step before the first, which shows where the step is not exact.
    `${i} = ${i} - ${by} + ${by};`,
    `for (; ${goesOn(step ?? one, { i, end, by })}; ${i} += ${by}) {`,
    TURN,
    `let ${variable(binding)} = ${i};`,
    emitter.writers.block(emitter, body),
    '} }',
  ].join('\n');
}

function numberCheck(
  value: Expression,
  name: string | undefined,
  what: string,
  site: number,
): string {
  if (staticType(value) === 'number') return '';
  return `if (typeof ${name} !== 'number') ${name} = O.forNumber(${name}, '${what}', fr, ${site});`;
}

function goesOn(
  step: Expression,
  { i, end, by }: { i: string | undefined; end: string | undefined; by: string | undefined },
): string {
  if (step.kind === 'number' && step.value > 0) return `${i} <= ${end}`;
  return `${by} > 0 ? ${i} <= ${end} : ${i} >= ${end}`;
}

/**
 * `pairs` and `ipairs` hand out natives that the loop knows: it walks the table itself then, without
 * a call and without finding each key again.
 */
export function emitGenericFor(emitter: FunctionEmitter, loop: GenericFor): string {
  const id = loop.bindings[0]?.id;
  const [step, state, control, kind, at] = ['f', 's', 'c', 'k', 'p'].map((letter) => letter + id);
  const { setup, codes } = emitter.scratch(() =>
    emitValues(emitter, loop.values, 3, { settle: true }),
  );
  return [
    '{',
    setup.join(''),
    `let ${step} = ${codes[0]}, ${state} = ${codes[1]}, ${control} = ${codes[2]}, ${at} = 0;`,
    `const ${kind} = S.walkOf(${step}, ${state}, ${control});`,
    'for (;;) {',
    emitStep(emitter, loop, { step, state, control, kind, at }),
    TURN,
    emitter.writers.block(emitter, loop.body),
    '} }',
  ].join('\n');
}

interface LoopNames {
  readonly step: string | undefined;
  readonly state: string | undefined;
  readonly control: string | undefined;
  readonly kind: string | undefined;
  readonly at: string | undefined;
}

function emitStep(
  emitter: FunctionEmitter,
  { bindings, line }: GenericFor,
  { step, state, control, kind, at }: LoopNames,
): string {
  const [first, second, ...others] = bindings.map(variable);
  const site = emitter.site(line, [undefined, { kind: 'local', name: '(for generator)' }]);
  return emitter.scratch(() => {
    const results = emitter.temporary();
    return [
      `let ${bindings.map(variable).join(', ')};`,
      `if (${kind} === 'pairs') {`,
      `if ((${at} = ${state}.positionAfter(${at})) === 0) break;`,
      `${first} = ${state}.keyAt(${at});`,
      second === undefined ? '' : `${second} = ${state}.valueAt(${at});`,
      `} else if (${kind} === 'ipairs') {`,
      `const value = ${state}.get(${at} + 1); if (value === undefined) break;`,
      `${first} = ++${at};`,
      second === undefined ? '' : `${second} = value;`,
      '} else {',
      `fr.site = ${site}; S.frame = fr.deeper({ namesCallee: true });`,
      `${results} = yield* S.call(${step}, [${state}, ${control}]);`,
      `if ((${first} = ${control} = ${results}[0]) === undefined) break;`,
      ...[second, ...others].map((name, i) =>
        name === undefined ? '' : `${name} = ${results}[${i + 1}];`,
      ),
      '}',
    ].join('\n');
  });
}
