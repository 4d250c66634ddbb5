import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Block, Expression, Statement, Target } from './ast.ts';
import {
  globalOrLocal,
  parseExpression,
  parseExpressions,
  parseFunction,
  parseSuffixed,
} from './parse-expression.ts';
import type { Parser } from './parser.ts';

const ENDS: ReadonlySet<string> = new Set(['else', 'elseif', 'end', 'until', '<eof>']);
/** As many targets as Lua has levels, less the one of the statement. */
const TARGETS_MAX = 199;

export function endsBlock(kind: ByteString): boolean {
  return ENDS.has(kind);
}

const STATEMENTS: Readonly<Record<string, (parser: Parser) => Statement>> = {
  if: parseIf,
  while: parseWhile,
  do: parseDo,
  for: parseFor,
  repeat: parseRepeat,
  function: parseFunctionStatement,
  local: parseLocal,
  return: parseReturn,
  break: parseBreak,
};

export function parseStatement(parser: Parser): Statement {
  const { kind } = parser.token;
  const parse = Object.hasOwn(STATEMENTS, kind) ? STATEMENTS[kind] : undefined;
  return parse === undefined ? parseExpressionStatement(parser) : parse(parser);
}

function parseIf(parser: Parser): Statement {
  const { line } = parser.token;
  const arms: { condition: Expression; body: Block }[] = [];
  do {
    parser.advance();
    const condition = parseExpression(parser);
    parser.expect('then');
    arms.push({ condition, body: parser.scopedBlock({ isLoop: false }) });
  } while (parser.token.kind === 'elseif');
  const otherwise = parser.accept('else') ? parser.scopedBlock({ isLoop: false }) : undefined;
  parser.expectClosing('end', 'if', line);
  return { kind: 'if', arms, otherwise };
}

function parseWhile(parser: Parser): Statement {
  const { line } = parser.advance();
  const condition = parseExpression(parser);
  parser.expect('do');
  const body = parser.scopedBlock({ isLoop: true });
  parser.expectClosing('end', 'while', line);
  return { kind: 'while', condition, body };
}

function parseDo(parser: Parser): Statement {
  const { line } = parser.advance();
  const body = parser.scopedBlock({ isLoop: false });
  parser.expectClosing('end', 'do', line);
  return { kind: 'do', body };
}

function parseRepeat(parser: Parser): Statement {
  const { line } = parser.advance();
  parser.scopes.enterBlock({ isLoop: true });
  const body = parser.block();
  parser.expectClosing('until', 'repeat', line);
  // The condition sees the variables of the body.
  const condition = parseExpression(parser);
  parser.scopes.leaveBlock();
  return { kind: 'repeat', body, condition };
}

function parseFor(parser: Parser): Statement {
  const { line } = parser.advance();
  parser.scopes.enterBlock({ isLoop: true, hiddenCount: 3 });
  const first = parser.name();
  const statement = parseForRest(parser, first, line);
  parser.expectClosing('end', 'for', line);
  parser.scopes.leaveBlock();
  return statement;
}

function parseForRest(parser: Parser, first: ByteString, line: number): Statement {
  if (parser.token.kind === '=') return parseNumericFor(parser, first, line);
  if (parser.token.kind === ',' || parser.token.kind === 'in') {
    return parseGenericFor(parser, first, line);
  }
  throw parser.error("'=' or 'in' expected");
}

function parseNumericFor(parser: Parser, name: ByteString, line: number): Statement {
  const binding = parser.scopes.declare(name);
  parser.advance();
  const start = parseExpression(parser);
  parser.expect(',');
  const limit = parseExpression(parser);
  const step = parser.accept(',') ? parseExpression(parser) : undefined;
  parser.expect('do');
  const body = parser.scopedBlock({ isLoop: false, show: [binding] });
  return { kind: 'numeric for', binding, start, limit, step, body, line };
}

function parseGenericFor(parser: Parser, first: ByteString, line: number): Statement {
  const bindings = [parser.scopes.declare(first)];
  while (parser.accept(',')) {
    const name = parser.name();
    bindings.push(parser.scopes.declare(name, bindings.length));
  }
  parser.expect('in');
  const values = parseExpressions(parser);
  parser.expect('do');
  const body = parser.scopedBlock({ isLoop: false, show: bindings });
  return { kind: 'generic for', bindings, values, body, line };
}

function parseFunctionStatement(parser: Parser): Statement {
  const { line } = parser.advance();
  let target: Target = globalOrLocal(parser, parser.name());
  let isMethod = false;
  while (!isMethod && (parser.token.kind === '.' || parser.token.kind === ':')) {
    isMethod = parser.advance().kind === ':';
    const key: Expression = { kind: 'string', value: parser.name() };
    target = { kind: 'index', object: target, key, line: parser.lastLine };
  }
  const node = parseFunction(parser, line, { isMethod });
  if (target.kind === 'local') target.binding.reassigned = true;
  return { kind: 'assign', targets: [target], values: [{ kind: 'function', node }], line };
}

function parseLocal(parser: Parser): Statement {
  parser.advance();
  if (parser.accept('function')) return parseLocalFunction(parser);
  const bindings: ReturnType<typeof parser.scopes.declare>[] = [];
  do {
    const name = parser.name();
    bindings.push(parser.scopes.declare(name, bindings.length));
  } while (parser.accept(','));
  const values = parser.accept('=') ? parseExpressions(parser) : [];
  parser.scopes.show(...bindings);
  return { kind: 'local', bindings, values };
}

function parseLocalFunction(parser: Parser): Statement {
  const binding = parser.scopes.declare(parser.name());
  parser.scopes.show(binding);
  const node = parseFunction(parser, parser.token.line, { isMethod: false });
  return { kind: 'local function', binding, node };
}

function parseReturn(parser: Parser): Statement {
  parser.advance();
  const isBare = endsBlock(parser.token.kind) || parser.token.kind === ';';
  return { kind: 'return', values: isBare ? [] : parseExpressions(parser) };
}

function parseBreak(parser: Parser): Statement {
  parser.advance();
  if (!parser.scopes.inLoop()) throw parser.error('no loop to break');
  return { kind: 'break' };
}

function parseExpressionStatement(parser: Parser): Statement {
  const first = parseSuffixed(parser);
  if (first.kind === 'call') return { kind: 'call', call: first };
  return parseAssignment(parser, first);
}

function parseAssignment(parser: Parser, first: Expression): Statement {
  const targets = [asTarget(parser, first)];
  while (parser.accept(',')) {
    targets.push(asTarget(parser, parseSuffixed(parser)));
    if (targets.length > TARGETS_MAX) {
      throw parser.scopes.limit(TARGETS_MAX, 'variables in assignment');
    }
  }
  parser.expect('=');
  const values = parseExpressions(parser);
  for (const target of targets) if (target.kind === 'local') target.binding.reassigned = true;
  return { kind: 'assign', targets, values, line: parser.lastLine };
}

function asTarget(parser: Parser, expression: Expression): Target {
  const { kind } = expression;
  if (kind === 'local' || kind === 'global' || kind === 'index') return expression;
  throw parser.error('syntax error');
}
