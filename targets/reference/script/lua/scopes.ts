/** Which variable a name means, and Lua's limits on how many a function may have. */
import type { ByteString } from '../../../../harness/wire/reply.ts';
import type { Binding, FunctionScope } from './ast.ts';

/** Lua's MAXSTACK. */
const REGISTERS_MAX = 250;

/** Lua's LUAI_MAXVARS and LUAI_MAXUPVALUES. */
const LOCALS_MAX = 200;
const UPVALUES_MAX = 60;

interface OpenFunction {
  readonly scope: FunctionScope;
  readonly visible: Binding[];
  /** Hidden variables of loops take places, too. */
  hiddenCount: number;
  readonly blocks: {
    readonly visibleCount: number;
    readonly hiddenCount: number;
    readonly isLoop: boolean;
  }[];
}

export class Scopes {
  private readonly functions: OpenFunction[] = [];
  private bindingCount = 0;
  private readonly tooMany: (problem: ByteString) => Error;

  /** `tooMany` makes the error for a limit that is passed. */
  constructor(tooMany: (problem: ByteString) => Error) {
    this.tooMany = tooMany;
  }

  get current(): FunctionScope {
    return this.innermost.scope;
  }

  enterFunction(line: number, hasVarargs: boolean): FunctionScope {
    const parent = this.functions.at(-1)?.scope;
    const scope = { parent, line, hasVarargs, usesVarargs: false, upvalues: new Set<Binding>() };
    this.functions.push({ scope, visible: [], hiddenCount: 0, blocks: [] });
    return scope;
  }

  leaveFunction(): void {
    this.functions.pop();
  }

  enterBlock({ isLoop, hiddenCount = 0 }: { isLoop: boolean; hiddenCount?: number }): void {
    const open = this.innermost;
    open.blocks.push({ visibleCount: open.visible.length, hiddenCount: open.hiddenCount, isLoop });
    open.hiddenCount += hiddenCount;
  }

  leaveBlock(): void {
    const open = this.innermost;
    const block = open.blocks.pop();
    open.visible.length = block?.visibleCount ?? 0;
    open.hiddenCount = block?.hiddenCount ?? 0;
  }

  inLoop(): boolean {
    return this.innermost.blocks.some(({ isLoop }) => isLoop);
  }

  /** A variable that is not visible yet; it counts from now on. */
  declare(name: ByteString, pendingCount = 0): Binding {
    const { visible, hiddenCount, scope } = this.innermost;
    if (visible.length + hiddenCount + pendingCount >= LOCALS_MAX) {
      throw this.limit(LOCALS_MAX, 'local variables');
    }
    return { id: ++this.bindingCount, name, owner: scope, reassigned: false, numeric: false };
  }

  /** Checks that so many values fit beside the variables. */
  reserve(count: number, tooComplex: () => Error): void {
    const { visible, hiddenCount } = this.innermost;
    if (visible.length + hiddenCount + count >= REGISTERS_MAX) throw tooComplex();
  }

  show(...bindings: readonly Binding[]): void {
    this.innermost.visible.push(...bindings);
  }

  find(name: ByteString): Binding | undefined {
    for (let depth = this.functions.length - 1; depth >= 0; depth--) {
      const binding = this.functions[depth]?.visible.findLast((each) => each.name === name);
      if (binding === undefined) continue;
      for (const { scope } of this.functions.slice(depth + 1)) this.capture(binding, scope);
      return binding;
    }
    return undefined;
  }

  /** The error of a function that has more than `max` of something. */
  limit(max: number, what: ByteString): Error {
    const { line } = this.current;
    const who = line === 0 ? 'main function' : `function at line ${line}`;
    return this.tooMany(`${who} has more than ${max} ${what}`);
  }

  private capture(binding: Binding, scope: FunctionScope): void {
    scope.upvalues.add(binding);
    if (scope.upvalues.size > UPVALUES_MAX) throw this.limit(UPVALUES_MAX, 'upvalues');
  }

  private get innermost(): OpenFunction {
    const open = this.functions.at(-1);
    if (open === undefined) throw new Error('no function is open');
    return open;
  }
}
