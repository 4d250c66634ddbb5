import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Binding, Block, Expression, FunctionNode } from './ast.ts';
import type { NamedAs, Prototype, Site } from './prototype.ts';

/** Expressions hold functions, and these hold blocks: who writes what is known to the emitter. */
export interface Writers {
  /** The one value of an expression. */
  readonly value: (emitter: FunctionEmitter, expression: Expression) => string;
  readonly block: (emitter: FunctionEmitter, block: Block) => string;
  /** A generator function expression. */
  readonly body: (emitter: FunctionEmitter) => string;
}

/** What the functions of one chunk share. */
export interface ChunkCode {
  readonly source: ByteString;
  readonly prototypes: Prototype[];
  readonly writers: Writers;
}

/** An operand: code that must run first, and code that is its value however often it is read. */
export interface Operand {
  readonly setup: readonly string[];
  readonly code: string;
}

/** The state of writing one function: its sites, and the temporaries that are in use. */
export class FunctionEmitter {
  readonly node: FunctionNode;
  readonly chunk: ChunkCode;
  readonly prototype: number;
  /** Equal constants are one constant, so the first zero of a function decides on the sign of all. */
  zero: '0' | '-0' | undefined;
  private readonly sites: Site[] = [];
  private readonly siteIndex = new Map<string, number>();
  private used = 0;
  private usedMax = 0;

  constructor(node: FunctionNode, chunk: ChunkCode) {
    this.node = node;
    this.chunk = chunk;
    this.prototype = chunk.prototypes.push({ source: chunk.source, sites: this.sites }) - 1;
    // A function that has not come to any operation yet is on its first line.
    this.site(node.scope.line, []);
  }

  get writers(): Writers {
    return this.chunk.writers;
  }

  inner(node: FunctionNode): FunctionEmitter {
    return new FunctionEmitter(node, this.chunk);
  }

  /** The number under which a line and the names of its operands are found again. */
  site(line: number, names: readonly (NamedAs | undefined)[]): number {
    const key = JSON.stringify([line, names.map((name) => name ?? null)]);
    const known = this.siteIndex.get(key);
    if (known !== undefined) return known;
    const index = this.sites.push({ line, names }) - 1;
    this.siteIndex.set(key, index);
    return index;
  }

  temporary(): string {
    this.usedMax = Math.max(this.usedMax, this.used + 1);
    return `t${this.used++}`;
  }

  /** Runs `write`; the temporaries that it takes are free again afterwards. */
  scratch<Written>(write: () => Written): Written {
    const { used } = this;
    const written = write();
    this.used = used;
    return written;
  }

  /** How many temporaries are in use; `release` goes back to that. */
  mark(): number {
    return this.used;
  }

  release(mark: number): void {
    this.used = mark;
  }

  temporaries(): readonly string[] {
    return Array.from({ length: this.usedMax }, (_, i) => `t${i}`);
  }

  /** How messages call the value of an expression. */
  nameOf(expression: Expression): NamedAs | undefined {
    switch (expression.kind) {
      case 'local': {
        const { binding } = expression;
        const kind = binding.owner === this.node.scope ? 'local' : 'upvalue';
        return { kind, name: binding.name };
      }
      case 'global':
        return { kind: 'global', name: expression.name };
      case 'index': {
        const { key } = expression;
        return { kind: 'field', name: key.kind === 'string' ? key.value : '?' };
      }
      case 'temporary':
        return expression.name;
      case 'parentheses':
        return this.nameOf(expression.inner);
      default:
        return undefined;
    }
  }
}

export function variable(binding: Binding): string {
  return `v${binding.id}`;
}

/** A comma expression: the setups, then the value. */
export function sequence(setup: readonly string[], value: string): string {
  return setup.length === 0 ? value : `(${[...setup, value].join(', ')})`;
}
