import type { ByteString } from '../../../../harness/wire/reply.ts';
import type {
  BinaryOperator,
  Binding,
  Expression,
  FunctionNode,
  Target,
  UnaryOperator,
} from './ast.ts';
import type { Parser } from './parser.ts';

/** How tightly an operator binds to its left and to its right; `..` and `^` group to the right. */
const BINDING: Readonly<Record<BinaryOperator, readonly [number, number]>> = {
  or: [1, 1],
  and: [2, 2],
  '<': [3, 3],
  '>': [3, 3],
  '<=': [3, 3],
  '>=': [3, 3],
  '~=': [3, 3],
  '==': [3, 3],
  '..': [5, 4],
  '+': [6, 6],
  '-': [6, 6],
  '*': [7, 7],
  '/': [7, 7],
  '%': [7, 7],
  '^': [10, 9],
};
const UNARY_BINDING = 8;

/** A list, the values of which are kept above `registersBefore` others until all are there. */
export function parseExpressions(parser: Parser, registersBefore = 0): Expression[] {
  const expressions = [parseExpression(parser)];
  while (parser.accept(',')) {
    parser.scopes.reserve(registersBefore + expressions.length, () =>
      parser.error('function or expression too complex'),
    );
    expressions.push(parseExpression(parser));
  }
  return expressions;
}

/** An expression whose operators bind tighter than `above`. */
export function parseExpression(parser: Parser, above = 0): Expression {
  return parser.nested(() => {
    let left = parseUnary(parser);
    for (;;) {
      const operator = parser.token.kind;
      if (!isBinary(operator) || BINDING[operator][0] <= above) return left;
      parser.advance();
      const right = parseExpression(parser, BINDING[operator][1]);
      left = { kind: 'binary', operator, left, right, line: parser.lastLine };
    }
  });
}

function isBinary(kind: ByteString): kind is BinaryOperator {
  return Object.hasOwn(BINDING, kind);
}

function isUnary(kind: ByteString): kind is UnaryOperator {
  return kind === 'not' || kind === '-' || kind === '#';
}

function parseUnary(parser: Parser): Expression {
  const operator = parser.token.kind;
  if (!isUnary(operator)) return parseSimple(parser);
  parser.advance();
  const operand = parseExpression(parser, UNARY_BINDING);
  return { kind: 'unary', operator, operand, line: parser.lastLine };
}

function parseSimple(parser: Parser): Expression {
  const { kind, line } = parser.token;
  switch (kind) {
    case '<number>':
      return { kind: 'number', value: parser.advance().number };
    case '<string>':
      return { kind: 'string', value: parser.advance().text };
    case 'nil':
    case 'true':
    case 'false':
      parser.advance();
      return { kind };
    case '...':
      return parseVarargs(parser);
    case '{':
      return parseTable(parser);
    case 'function':
      parser.advance();
      return { kind: 'function', node: parseFunction(parser, line, { isMethod: false }) };
    default:
      return parseSuffixed(parser);
  }
}

function parseVarargs(parser: Parser): Expression {
  const { current } = parser.scopes;
  if (!current.hasVarargs) throw parser.error("cannot use '...' outside a vararg function");
  current.usesVarargs = true;
  parser.advance();
  return { kind: 'varargs' };
}

/** A name or a parenthesis, and what follows it: fields, indices, calls. */
export function parseSuffixed(parser: Parser): Expression {
  let prefix = parsePrefix(parser);
  for (;;) {
    const suffixed = parseSuffix(parser, prefix);
    if (suffixed === undefined) return prefix;
    prefix = suffixed;
  }
}

function parsePrefix(parser: Parser): Expression {
  const { kind, line } = parser.token;
  if (kind === '<name>') return globalOrLocal(parser, parser.name());
  if (kind !== '(') throw parser.error('unexpected symbol');
  parser.advance();
  const inner = parseExpression(parser);
  parser.expectClosing(')', '(', line);
  return { kind: 'parentheses', inner };
}

export function globalOrLocal(parser: Parser, name: ByteString): Target {
  const binding = parser.scopes.find(name);
  if (binding !== undefined) return { kind: 'local', binding };
  return { kind: 'global', name, line: parser.lastLine };
}

function parseSuffix(parser: Parser, prefix: Expression): Expression | undefined {
  switch (parser.token.kind) {
    case '.': {
      parser.advance();
      const key: Expression = { kind: 'string', value: parser.name() };
      return { kind: 'index', object: prefix, key, line: parser.lastLine };
    }
    case '[': {
      parser.advance();
      const key = parseExpression(parser);
      parser.expect(']');
      return { kind: 'index', object: prefix, key, line: parser.lastLine };
    }
    case ':': {
      parser.advance();
      return parseCall(parser, prefix, parser.name());
    }
    case '(':
    case '{':
    case '<string>':
      return parseCall(parser, prefix, undefined);
    default:
      return undefined;
  }
}

function parseCall(parser: Parser, callee: Expression, method: ByteString | undefined): Expression {
  const { kind, line } = parser.token;
  const args = parseArguments(parser, kind, line);
  return { kind: 'call', callee, method, args, line };
}

function parseArguments(parser: Parser, kind: ByteString, line: number): Expression[] {
  if (kind === '<string>' || kind === '{') return [parseSimple(parser)];
  if (kind !== '(') throw parser.error('function arguments expected');
  if (line !== parser.lastLine) {
    throw parser.error('ambiguous syntax (function call x new statement)');
  }
  parser.advance();
  const args = parser.token.kind === ')' ? [] : parseExpressions(parser, 1);
  parser.expectClosing(')', '(', line);
  return args;
}

function parseTable(parser: Parser): Expression {
  const { line } = parser.advance();
  const items = [];
  while (parser.token.kind !== '}') {
    items.push(parseItem(parser));
    if (!parser.accept(',') && !parser.accept(';')) break;
  }
  parser.expectClosing('}', '{', line);
  return { kind: 'table', items, line };
}

function parseItem(parser: Parser): { key: Expression | undefined; value: Expression } {
  if (parser.token.kind === '<name>' && parser.peek().kind === '=') {
    const key: Expression = { kind: 'string', value: parser.name() };
    parser.advance();
    return { key, value: parseExpression(parser) };
  }
  if (parser.token.kind !== '[') return { key: undefined, value: parseExpression(parser) };
  parser.advance();
  const key = parseExpression(parser);
  parser.expect(']');
  parser.expect('=');
  return { key, value: parseExpression(parser) };
}

/** From the parameters to `end`; `line` is that of the keyword. */
export function parseFunction(
  parser: Parser,
  line: number,
  { isMethod }: { isMethod: boolean },
): FunctionNode {
  parser.expect('(');
  const { names, hasVarargs } = parseParameters(parser);
  const scope = parser.scopes.enterFunction(line, hasVarargs);
  const parameters: Binding[] = [];
  for (const name of isMethod ? ['self', ...names] : names) {
    parameters.push(parser.scopes.declare(name, parameters.length));
  }
  const argTable = hasVarargs ? parser.scopes.declare('arg', parameters.length) : undefined;
  parser.scopes.show(...parameters, ...(argTable === undefined ? [] : [argTable]));
  const body = parser.block();
  parser.expectClosing('end', 'function', line);
  parser.scopes.leaveFunction();
  return { scope, parameters, argTable, body };
}

function parseParameters(parser: Parser): { names: ByteString[]; hasVarargs: boolean } {
  const names: ByteString[] = [];
  let hasVarargs = false;
  if (parser.token.kind !== ')') {
    do {
      if (parser.token.kind === '<name>') names.push(parser.name());
      else if (parser.token.kind === '...') {
        parser.advance();
        hasVarargs = true;
      } else throw parser.error("<name> or '...' expected");
    } while (!hasVarargs && parser.accept(','));
  }
  parser.expect(')');
  return { names, hasVarargs };
}
