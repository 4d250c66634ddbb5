/**
 * Lua 5.1's grammar by recursive descent. `Parser` has the tokens, the limits and the blocks;
 * expressions are in parse-expression.ts, statements in parse-statement.ts.
 */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Binding, Block, FunctionNode } from './ast.ts';
import type { LuaError } from './error.ts';
import { Lexer } from './lexer.ts';
import { endsBlock, parseStatement } from './parse-statement.ts';
import { Scopes } from './scopes.ts';
import type { Token } from './token.ts';

/** Lua's LUAI_MAXCCALLS: nested blocks and expressions together. */
const LEVELS_MAX = 200;

/** Throws LuaError with Lua's own message. */
export function parseChunk(source: ByteString, chunkName: ByteString): FunctionNode {
  return new Parser(source, chunkName).chunk();
}

export class Parser {
  readonly scopes: Scopes;
  token: Token;
  /** The line of the token before. */
  lastLine = 1;
  private readonly lexer: Lexer;
  private ahead: Token | undefined;
  private level = 0;

  constructor(source: ByteString, chunkName: ByteString) {
    this.lexer = new Lexer(source, chunkName);
    this.scopes = new Scopes((problem) => this.lexer.error(problem));
    this.token = this.lexer.next();
  }

  chunk(): FunctionNode {
    const scope = this.scopes.enterFunction(0, true);
    const body = this.block();
    if (this.token.kind !== '<eof>') throw this.expected('<eof>');
    return { scope, parameters: [], argTable: undefined, body };
  }

  advance(): Token {
    const passed = this.token;
    this.lastLine = passed.line;
    this.token = this.ahead ?? this.lexer.next();
    this.ahead = undefined;
    return passed;
  }

  peek(): Token {
    this.ahead ??= this.lexer.next();
    return this.ahead;
  }

  accept(kind: ByteString): boolean {
    if (this.token.kind !== kind) return false;
    this.advance();
    return true;
  }

  expect(kind: ByteString): Token {
    if (this.token.kind !== kind) throw this.expected(kind);
    return this.advance();
  }

  /** The closing one of a pair; names the opening one when that is on another line. */
  expectClosing(kind: ByteString, opening: ByteString, line: number): void {
    if (this.accept(kind)) return;
    if (line === this.token.line) throw this.expected(kind);
    throw this.error(`'${kind}' expected (to close '${opening}' at line ${line})`);
  }

  name(): ByteString {
    return this.expect('<name>').text;
  }

  error(problem: ByteString): LuaError {
    return this.lexer.error(problem, this.token.shown);
  }

  /** Runs `parse` one level deeper, which the grammar allows only so often. */
  nested<T>(parse: () => T): T {
    if (++this.level > LEVELS_MAX) throw this.lexer.error('chunk has too many syntax levels');
    const parsed = parse();
    this.level--;
    return parsed;
  }

  /** Statements up to a keyword that ends a block; the variables stay visible. */
  block(): Block {
    return this.nested(() => {
      const statements = [];
      while (!endsBlock(this.token.kind)) {
        const statement = parseStatement(this);
        statements.push(statement);
        this.accept(';');
        if (statement.kind === 'return' || statement.kind === 'break') break;
      }
      return statements;
    });
  }

  /** A block with variables of its own; `show` become visible in it. */
  scopedBlock(options: { isLoop: boolean; show?: readonly Binding[] }): Block {
    this.scopes.enterBlock(options);
    this.scopes.show(...(options.show ?? []));
    const body = this.block();
    this.scopes.leaveBlock();
    return body;
  }

  private expected(kind: ByteString): LuaError {
    return this.error(`'${kind}' expected`);
  }
}
