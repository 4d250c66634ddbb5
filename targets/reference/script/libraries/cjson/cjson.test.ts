import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8Bytes, utf8Text } from '../../../../../harness/wire/reply.ts';
import { inProcess } from '../../../testing/in-process.ts';
import { runScript } from '../../../testing/run-script.ts';

const client = inProcess().connect();

function decoded(json: string): string {
  const script = 'return cjson.encode(cjson.decode(ARGV[1]))';
  return runScript(client, script, utf8Bytes(json)).replace(/^\$\d+\r\n|\r\n$/g, '');
}

describe('cjson', () => {
  it('gives back what it has read', () => {
    const json = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean());
    const arrays = fc.array(json, { minLength: 1 });
    fc.assert(
      fc.property(fc.oneof(json, arrays, fc.array(arrays, { minLength: 1 })), (value) => {
        const text = utf8Text(decoded(JSON.stringify(value)));
        expect(JSON.parse(text ?? '')).toEqual(value);
      }),
    );
  });

  // What redict 7.3 answers.
  it.each([
    ['[1,]', 'Expected value but found T_ARR_END at character 4'],
    ['{"a" 1}', 'Expected colon but found T_NUMBER at character 6'],
    ['{1:1}', 'Expected object key string but found T_NUMBER at character 2'],
    ['"abc', 'Expected value but found unexpected end of string at character 5'],
    ['"a\\xbc"', 'Expected value but found invalid escape code at character 3'],
    ['"\\ud83d\\u0041"', 'Expected value but found invalid unicode escape code at character 2'],
    ['1.5.5', 'Expected the end but found invalid token at character 4'],
    ['-x', 'Expected value but found invalid number at character 1'],
    ['tru', 'Expected value but found invalid token at character 1'],
    ['1\0', 'JSON parser does not support UTF-16 or UTF-32'],
  ])('refuses %j and says where', (json, why) => {
    expect(decoded(json)).toContain(`-ERR user_script:1: ${why} script: `);
  });

  it.each([
    ['{[1] = 1, [2] = 2, a = 1}', '{"1":1,"2":2,"a":1}'],
    ['{[1.5] = 1}', '{"1.5":1}'],
    ['{[10] = 1}', '[null,null,null,null,null,null,null,null,null,1]'],
    ['{1, [1e300] = 2}', '{"1":1,"1e+300":2}'],
    ['{1e15, 123456789012345, -0, 1e-7}', '[1e+15,1.2345678901234e+14,-0,1e-07]'],
    ['"\\0\\127/"', '"\\u0000\\u007f\\/"'],
  ])('encodes %s', (value, json) => {
    const reply = runScript(client, `return cjson.encode(${value})`);
    expect(reply).toBe(`$${json.length}\r\n${json}\r\n`);
  });
});
