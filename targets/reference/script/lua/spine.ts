/**
 * Chains that lean to the left, such as `a + b + …` or `a.b.c…`, can be as long as the source. Written
 * as one expression they would nest as deep, in this compiler and in JavaScript's; so a long chain is
 * cut into stretches, each of which ends in a temporary.
 */
import type { Expression } from './ast.ts';
import { type FunctionEmitter, sequence } from './emitter.ts';

const STRETCH = 50;

/** A chain as code, if it is too long for one expression. */
export function emitLongChain(
  emitter: FunctionEmitter,
  expression: Expression,
): string | undefined {
  const links = linksOf(expression);
  if (links === undefined) return undefined;
  return emitter.scratch(() => {
    const kept = emitter.temporary();
    const setup: string[] = [];
    let value: Expression = links.at(-1) ?? expression;
    for (let i = links.length - 2; i >= 0; i--) {
      const link = links[i];
      if (link === undefined) break;
      value = withLeft(link, value);
      if (i === 0 || i % STRETCH !== 0) continue;
      const name = emitter.nameOf(link);
      setup.push(`${kept} = ${emitter.writers.value(emitter, value)}`);
      value = { kind: 'temporary', code: kept, name };
    }
    return sequence(setup, emitter.writers.value(emitter, value));
  });
}

/** From the whole to its leftmost part, when there are more than fit into one stretch. */
function linksOf(expression: Expression): Expression[] | undefined {
  const links: Expression[] = [expression];
  for (let left = leftOf(expression); left !== undefined; left = leftOf(left)) links.push(left);
  return links.length > 2 * STRETCH ? links : undefined;
}

function leftOf(expression: Expression): Expression | undefined {
  switch (expression.kind) {
    case 'binary':
      return expression.operator === '..' ? undefined : expression.left;
    case 'index':
      return expression.object;
    case 'call':
      return expression.callee;
    default:
      return undefined;
  }
}

function withLeft(link: Expression, left: Expression): Expression {
  switch (link.kind) {
    case 'binary':
      return { ...link, left };
    case 'index':
      return { ...link, object: left };
    case 'call':
      return { ...link, callee: left };
    default:
      return link;
  }
}
