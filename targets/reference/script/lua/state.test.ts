import { describe, expect, it } from 'vitest';
import type { LuaState } from './engine.ts';
import { LuaError } from './error.ts';
import { LuaFunction } from './function.ts';
import { createState } from './state.ts';
import { LuaTable } from './table.ts';
import type { LuaValue } from './value.ts';

function run(source: string, state: LuaState = createState()): LuaValue[] {
  return state.call(state.load(source, '@script'), []);
}

function failure(source: string, state: LuaState = createState()): LuaError {
  try {
    run(source, state);
  } catch (thrown) {
    if (thrown instanceof LuaError) return thrown;
    throw thrown;
  }
  throw new Error('did not fail');
}

describe('slices', () => {
  it.each([
    'while true do end',
    'repeat until false',
    'for i = 1, 1e18 do end',
    'local function f() return f() end f()',
    'while true do pcall(error) end',
    'local t = setmetatable({}, {__index = function() while true do end end}) return t.x',
    'table.sort({3, 2, 1}, function() while true do end end)',
    "string.gsub('a', 'a', function() while true do end end)",
    'coroutine.wrap(function() while true do end end)()',
    'for k in function() return 1 end do end',
    'load(function() return " " end)',
    'local function f(n) if n == 0 then while true do end end return 1 + f(n - 1) end f(15000)',
  ])('%s pauses, goes on and can be given up', (source) => {
    const state = createState();
    const execution = state.start(state.load(source, '@script'), []);
    expect(execution.run(100_000)).toEqual({ kind: 'paused' });
    expect(execution.run(100_000)).toEqual({ kind: 'paused' });
    execution.kill();
    expect(run('return 1', state)).toEqual([1]);
  });

  it('come to the same result however they are cut', () => {
    const source = `
      local log = {}
      local function walk(n) if n == 0 then return 0 end return 1 + walk(n - 1) end
      local producer = coroutine.wrap(function()
        for i = 1, 20 do coroutine.yield(walk(i * 10)) end
        error('done', 0)
      end)
      while true do
        local ok, value = pcall(producer)
        log[#log + 1] = tostring(value)
        if not ok then break end
      end
      table.sort(log, function(a, b) return a < b end)
      return table.concat(log, ' ')`;
    const [whole] = run(source);
    for (const steps of [1, 2, 3, 7, 100]) {
      const state = createState();
      const execution = state.start(state.load(source, '@script'), []);
      let slice = execution.run(steps);
      while (slice.kind === 'paused') slice = execution.run(steps);
      expect(slice.values).toEqual([whole]);
    }
  });

  it('leave another call of the same state alone', () => {
    const state = createState();
    const endless = state.start(state.load('local n = 0 while true do n = n + 1 end', '@a'), []);
    endless.run(1000);
    expect(run('local s = 0 for i = 1, 100 do s = s + i end return s', state)).toEqual([5050]);
    expect(endless.run(1000)).toEqual({ kind: 'paused' });
  });
});

describe('depth', () => {
  it('is bounded where a fresh server bounds it', () => {
    const source =
      'local d = 0 local function f() d = d + 1 f() end local ok, e = pcall(f) return d, e';
    expect(run(source)).toEqual([19997, 'script:1: stack overflow']);
  });

  it('has no part in tail calls', () => {
    const source =
      'local function f(n) if n == 0 then return "end" end return f(n - 1) end return f(1e5)';
    expect(run(source)).toEqual(['end']);
  });

  it('of a chain in the source is none', () => {
    expect(run(`local a = 1 return a${' + a'.repeat(5000)}`)).toEqual([5001]);
    expect(failure(`local a a${'.a'.repeat(5000)} = 1`).message).toContain("local 'a'");
  });

  it('of many arms is none', () => {
    const arms = Array.from({ length: 5000 }, (_, i) => `x == ${i} then return ${i} else`);
    expect(run(`local x = 4000 if ${arms.join('if ')} return 'none' end`)).toEqual([4000]);
  });

  it('of the source is bounded by levels', () => {
    expect(run(`return ${'('.repeat(198)}1${')'.repeat(198)}`)).toEqual([1]);
    expect(failure(`return ${'('.repeat(199)}1${')'.repeat(199)}`).value).toBe(
      'script:1: chunk has too many syntax levels',
    );
  });
});

describe('the host', () => {
  it('offers natives, which complain as C functions do', () => {
    const state = createState();
    const double = LuaFunction.native(([value]) => {
      if (typeof value !== 'number') throw state.argumentError(1, 'number expected');
      return [value * 2];
    });
    state.globals.set('double', double);
    expect(run('return double(21)', state)).toEqual([42]);
    expect(failure('\nlocal twice = double\ntwice("x")', state)).toMatchObject({
      value: "script:3: bad argument #1 to 'twice' (number expected)",
      place: { source: '@script', line: 3 },
    });
  });

  it('learns the line of an error whose value is a table', () => {
    const { value, place } = failure('\n\nerror({err = "E"})');
    expect(value instanceof LuaTable && value.get('err')).toBe('E');
    expect(place).toEqual({ source: '@script', line: 3 });
  });

  it('protects tables from scripts, not from itself', () => {
    const state = createState();
    const guarded = new LuaTable();
    guarded.readonly = true;
    state.globals.set('guarded', guarded);
    for (const write of ['guarded.x = 1', 'rawset(guarded, 1, 1)', 'table.insert(guarded, 1)']) {
      expect(failure(write, state).message).toContain('Attempt to modify a readonly table');
    }
    guarded.set('x', 1);
    expect(run('return guarded.x', state)).toEqual([1]);
  });

  it('gives a chunk globals of its own', () => {
    const state = createState();
    const environment = new LuaTable();
    state.call(state.load('x = 1', '@script', environment), []);
    expect([environment.get('x'), state.globals.get('x')]).toEqual([1, undefined]);
  });

  it('decides what pcall hands out', () => {
    const state = createState({ caughtValues: (value) => ['caught', value] });
    expect(run('return pcall(error, "x", 0)', state)).toEqual([false, 'caught', 'x']);
  });

  it('calls Lua from a native', () => {
    const state = createState();
    const twice = LuaFunction.native(([callee]) =>
      callee instanceof LuaFunction ? [...state.call(callee, []), ...state.call(callee, [])] : [],
    );
    state.globals.set('twice', twice);
    expect(run('local n = 0 return twice(function() n = n + 1 return n end)', state)).toEqual([
      1, 2,
    ]);
  });

  it('draws the numbers of lrand48', () => {
    const state = createState();
    state.seedRandom(0);
    expect(run('return math.random(1000000), math.random(1000000)', state)).toEqual([
      170829, 749902,
    ]);
  });
});

it('strings are bytes', () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const escaped = bytes.map((byte) => `\\${byte}`).join('');
  expect(run(`return '${escaped}'`)).toEqual([String.fromCharCode(...bytes)]);
  expect(run(`return string.byte('${escaped}', 1, -1)`)).toEqual(bytes);
});

it('memory that JavaScript does not have is an error of the script', () => {
  expect(failure("return string.rep('x', 1e9)").value).toBe('not enough memory');
  expect(run("return pcall(string.rep, 'x', 1e9)")).toEqual([false, 'not enough memory']);
});
