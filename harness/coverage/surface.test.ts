import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinSurfaces, type Surface } from './surface.ts';
import { type DescribedCommand, surfaceOf } from './testing/introspection.ts';

const GET: DescribedCommand = {
  name: 'get',
  group: 'string',
  arity: 2,
  keys: [['RO', 'access']],
  arguments: [{ type: 'key' }],
};
const OBJECT: DescribedCommand = {
  name: 'object',
  arity: -2,
  subcommands: [
    {
      name: 'object|encoding',
      group: 'own',
      arity: 3,
      keys: [['RO']],
      arguments: [{ type: 'integer' }],
    },
    { name: 'object|help', arity: 2 },
  ],
};

function command(surface: Surface, name: string) {
  const found = surface.commands.get(name);
  if (found === undefined) throw new Error(`${name} is not in the surface`);
  return found;
}

describe('the surface of one server', () => {
  it.each([2, 3] as const)('is read from the RESP%i form of the replies', (protocol) => {
    const surface = surfaceOf('redis@8.6', [GET, OBJECT], protocol);
    expect([...surface.commands.keys()]).toEqual([
      'get',
      'object',
      'object|encoding',
      'object|help',
    ]);
    expect(command(surface, 'get')).toMatchObject({
      group: 'string',
      arities: [2],
      readsKey: true,
    });
    expect(command(surface, 'object')).toMatchObject({ container: true, readsKey: false });
    expect(command(surface, 'object|encoding')).toMatchObject({
      ...{ container: false, arities: [3], group: 'own', numeric: true },
    });
  });

  it('names commands in lower case and tokens in capitals, as modules spell neither', () => {
    const vadd = { name: 'VADD', arguments: [{ type: 'pure-token', token: 'cas' }] };
    expect(command(surfaceOf('redis@8.6', [vadd]), 'vadd').tokenServers).toEqual({
      CAS: ['redis@8.6'],
    });
  });

  it.each([
    [[['RO']], true],
    [[['OW', 'update']], false],
    [[['RM', 'delete']], false],
    [
      [
        ['OW', 'insert'],
        ['RO', 'access'],
      ],
      true,
    ],
    [[['RO', 'not_key']], false],
    [[], false],
  ])('takes key specifications %j for a look at the value: %s', (keys, readsKey) => {
    expect(command(surfaceOf('one', [{ name: 'x', keys }]), 'x').readsKey).toBe(readsKey);
  });

  it('has commands that nothing documents', () => {
    const surface = surfaceOf('one', [{ name: 'known' }]);
    expect(command(surface, 'known')).toMatchObject({ tokens: [], numeric: false });
  });
});

describe('joined surfaces', () => {
  const set = (...tokens: string[]): DescribedCommand => ({
    name: 'set',
    arity: -3,
    arguments: tokens.map((token) => ({ type: 'pure-token', token })),
  });

  it('remember who has a command, and who a token', () => {
    const joined = joinSurfaces([
      surfaceOf('redis@8.6', [set('NX', 'IFNE'), { name: 'delex' }]),
      surfaceOf('valkey@9.1', [set('NX')]),
    ]);
    expect(joined.servers).toEqual(['redis@8.6', 'valkey@9.1']);
    expect(command(joined, 'delex').servers).toEqual(['redis@8.6']);
    expect(command(joined, 'set').tokenServers).toEqual({
      IFNE: ['redis@8.6'],
      NX: ['redis@8.6', 'valkey@9.1'],
    });
  });

  it('keep every arity', () => {
    const joined = joinSurfaces([
      surfaceOf('a', [{ name: 'x', arity: 2 }]),
      surfaceOf('b', [{ name: 'x', arity: -2 }]),
      surfaceOf('c', [{ name: 'x', arity: 2 }]),
    ]);
    expect(command(joined, 'x').arities).toEqual([2, -2]);
  });

  const surfaces = fc.array(
    fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      arity: fc.constantFrom(-2, -1, 1, 2),
      keys: fc.subarray([['RO'], ['OW']]),
      subcommands: fc.subarray([{ name: 'a|x' }, { name: 'b|y' }]),
      arguments: fc.array(
        fc.record({
          type: fc.constantFrom('integer', 'string', 'pure-token'),
          token: fc.constantFrom('X', 'Y', 'Z'),
        }),
      ),
    }),
  );

  it('are the same in whatever order they join', () => {
    fc.assert(
      fc.property(surfaces, surfaces, surfaces, (one, two, three) => {
        const [a, b, c] = [surfaceOf('a', one), surfaceOf('b', two), surfaceOf('c', three)];
        const inTurn = joinSurfaces([joinSurfaces([c, b]), a]);
        expect(unordered(inTurn)).toEqual(unordered(joinSurfaces([a, b, c])));
      }),
    );
  });

  /** Lists of servers and arities in an order of their own. */
  function unordered({ commands }: Surface): unknown {
    return [...commands.values()].map(({ servers, arities, tokenServers, ...rest }) => ({
      ...rest,
      servers: servers.toSorted(),
      arities: arities.toSorted(),
      tokenServers: Object.entries(tokenServers).map(([token, who]) => [token, who.toSorted()]),
    }));
  }
});
