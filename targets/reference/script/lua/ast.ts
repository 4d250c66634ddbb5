/** A parsed chunk. Variables are resolved already: a name is a binding of some function, or a global. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { NamedAs } from './prototype.ts';

/** A local variable. */
export interface Binding {
  readonly id: number;
  readonly name: ByteString;
  readonly owner: FunctionScope;
  /** Assigned to after its declaration. */
  reassigned: boolean;
  /** Holds a number for certain. */
  numeric: boolean;
}

/** What belongs to a function rather than to one of its blocks. */
export interface FunctionScope {
  readonly parent: FunctionScope | undefined;
  /** 0 for a whole chunk. */
  readonly line: number;
  readonly hasVarargs: boolean;
  usesVarargs: boolean;
  readonly upvalues: Set<Binding>;
}

export interface FunctionNode {
  readonly scope: FunctionScope;
  readonly parameters: readonly Binding[];
  /** The table of the extra arguments, which Lua 5.1 offers where `...` is not used. */
  readonly argTable: Binding | undefined;
  readonly body: Block;
}

export type Block = readonly Statement[];

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '..'
  | '=='
  | '~='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or';
export type UnaryOperator = '-' | 'not' | '#';

export type Expression =
  | { readonly kind: 'nil' | 'true' | 'false' | 'varargs' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: ByteString }
  | { readonly kind: 'function'; readonly node: FunctionNode }
  | LocalName
  | GlobalName
  | Temporary
  | Index
  | Call
  | { readonly kind: 'parentheses'; readonly inner: Expression }
  | Binary
  | Unary
  | TableConstructor;

export type Target = LocalName | GlobalName | Index;

export interface LocalName {
  readonly kind: 'local';
  readonly binding: Binding;
}

export interface GlobalName {
  readonly kind: 'global';
  readonly name: ByteString;
  readonly line: number;
}

/** A part of a chain that is computed already; the parser makes none. */
export interface Temporary {
  readonly kind: 'temporary';
  readonly code: string;
  readonly name: NamedAs | undefined;
}

export interface Index {
  readonly kind: 'index';
  readonly object: Expression;
  readonly key: Expression;
  readonly line: number;
}

export interface Call {
  readonly kind: 'call';
  readonly callee: Expression;
  /** In `callee:method()`. */
  readonly method: ByteString | undefined;
  readonly args: readonly Expression[];
  readonly line: number;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly line: number;
}

export interface Unary {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
  readonly line: number;
}

export interface TableConstructor {
  readonly kind: 'table';
  /** In the order of the source; an item without a key is the next of the list. */
  readonly items: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
  readonly line: number;
}

export type Statement =
  | {
      readonly kind: 'local';
      readonly bindings: readonly Binding[];
      readonly values: readonly Expression[];
    }
  | { readonly kind: 'local function'; readonly binding: Binding; readonly node: FunctionNode }
  | {
      readonly kind: 'assign';
      readonly targets: readonly Target[];
      readonly values: readonly Expression[];
      readonly line: number;
    }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'do'; readonly body: Block }
  | { readonly kind: 'while'; readonly condition: Expression; readonly body: Block }
  | { readonly kind: 'repeat'; readonly body: Block; readonly condition: Expression }
  | {
      readonly kind: 'if';
      readonly arms: readonly { readonly condition: Expression; readonly body: Block }[];
      readonly otherwise: Block | undefined;
    }
  | NumericFor
  | GenericFor
  | { readonly kind: 'return'; readonly values: readonly Expression[] }
  | { readonly kind: 'break' };

export interface NumericFor {
  readonly kind: 'numeric for';
  readonly binding: Binding;
  readonly start: Expression;
  readonly limit: Expression;
  readonly step: Expression | undefined;
  readonly body: Block;
  readonly line: number;
}

export interface GenericFor {
  readonly kind: 'generic for';
  readonly bindings: readonly Binding[];
  readonly values: readonly Expression[];
  readonly body: Block;
  readonly line: number;
}
