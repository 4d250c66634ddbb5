/** The scripts of EVAL and SCRIPT LOAD, kept by the SHA-1 digest of their text. */
import type { ByteString } from '../../../harness/wire/reply.ts';
import { refuse } from '../errors.ts';
import { createScriptSandbox } from './api/sandbox.ts';
import { sha1 } from './api/sha1.ts';
import type { DeclaredFlags } from './flags.ts';
import type { ScriptHost } from './host.ts';
import type { LuaState } from './lua/engine.ts';
import { LuaError } from './lua/error.ts';
import type { LuaFunction } from './lua/function.ts';
import { LuaTable } from './lua/table.ts';
import type { ScriptCall } from './running.ts';
import { splitScript } from './shebang.ts';

export interface Script {
  readonly digest: ByteString;
  readonly text: ByteString;
  readonly flags: DeclaredFlags;
  readonly compiled: LuaFunction;
}

export interface ScriptArguments {
  readonly keys: readonly ByteString[];
  readonly args: readonly ByteString[];
  readonly argv: readonly ByteString[];
}

export class ScriptCache {
  readonly #host: ScriptHost;
  readonly #scripts = new Map<ByteString, Script>();
  /** The same by text: programs send it again and again, and a digest takes longer to reckon. */
  readonly #byText = new Map<ByteString, Script>();
  #state: LuaState | undefined;

  constructor(host: ScriptHost) {
    this.#host = host;
  }

  get count(): number {
    return this.#scripts.size;
  }

  /** Bytes of text that are kept. */
  get sizeBytes(): number {
    let bytes = 0;
    for (const { text } of this.#scripts.values()) bytes += text.length;
    return bytes;
  }

  /** Finds a script by its digest, in any case. */
  find(digest: ByteString): Script | undefined {
    return this.#scripts.get(digest.toLowerCase());
  }

  /** Keeps a script; refuses a text that does not compile. */
  load(text: ByteString): Script {
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const script = this.#compile(sha1(text), text);
    this.#scripts.set(script.digest, script);
    this.#byText.set(text, script);
    return script;
  }

  #compile(digest: ByteString, text: ByteString): Script {
    const { flags, body } = splitScript(text);
    try {
      return { digest, text, flags, compiled: this.#lua().load(body, '@user_script') };
    } catch (thrown) {
      if (!(thrown instanceof LuaError)) throw thrown;
      return refuse(`ERR Error compiling script (new function): ${String(thrown.value)}`);
    }
  }

  /** Forgets every script, and what scripts have left in the state of Lua. */
  flush(): void {
    this.#scripts.clear();
    this.#byText.clear();
    this.#state = undefined;
  }

  /** What runs a script. Its keys and arguments are globals. */
  callOf(script: Script, { keys, args, argv }: ScriptArguments, readOnly: boolean): ScriptCall {
    const state = this.#lua();
    state.globals.set('KEYS', LuaTable.of(keys));
    state.globals.set('ARGV', LuaTable.of(args));
    return {
      kind: 'script',
      name: script.digest,
      flags: script.flags,
      readOnly,
      state,
      callee: script.compiled,
      args: [],
      argv,
    };
  }

  #lua(): LuaState {
    this.#state ??= createScriptSandbox(this.#host);
    return this.#state;
  }
}
