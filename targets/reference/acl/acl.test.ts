import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inProcess, type TestClient } from '../testing/in-process.ts';
import { denialOf } from './access.ts';
import { User } from './user.ts';
import { applyUserRule } from './user-rules.ts';
import { parseUsers, usersText } from './users-file.ts';

const DENIED = {
  get: "-NOPERM User alice has no permissions to run the 'get' command\r\n",
  set: "-NOPERM User alice has no permissions to run the 'set' command\r\n",
  key: '-NOPERM No permissions to access a key\r\n',
  channel: '-NOPERM No permissions to access a channel\r\n',
};

/** An administrator, and a client that is alice. */
function alice(rules: string): { admin: TestClient; client: TestClient } {
  const server = inProcess();
  const admin = server.connect();
  const client = server.connect();
  admin.send(`ACL SETUSER alice on nopass ${rules}`);
  client.send('AUTH alice any');
  return { admin, client };
}

describe('the rules of a user', () => {
  it.each([
    ['', 'resetchannels -@all'],
    ['+get -GET +set', 'resetchannels -@all -get +set'],
    ['+client|id +client|list +client', 'resetchannels -@all +client'],
    ['+@read -@READ +@write', 'resetchannels -@all -@read +@write'],
    ['+get ~a allcommands -get', '~a resetchannels +@all -get'],
    ['+select|1 +SELECT|One', 'resetchannels -@all +select|1 +select|one'],
    ['%R~a %W~a %r~b ~c', '~a %R~b ~c resetchannels -@all'],
    ['~a allkeys &a &b', '~* resetchannels &a &b -@all'],
    ['&a allchannels', '&* -@all'],
    [
      '( +get ~a ) (+set)',
      'resetchannels -@all (~a resetchannels -@all +get) (resetchannels -@all +set)',
    ],
    ['(+get) +set reset', 'resetchannels -@all'],
  ])('%s are told as %s', (given, told) => {
    const admin = inProcess().connect();
    admin.send(`ACL SETUSER alice ${given}`.trim());
    expect(admin.send('ACL LIST')).toContain(`user alice off sanitize-payload ${told}\r\n`);
  });

  const rule = fc.oneof(
    fc.constantFrom(
      'on',
      'off',
      'nopass',
      '>secret',
      '>',
      'skip-sanitize-payload',
      'clearselectors',
    ),
    fc.constantFrom('+get', '-get', '+@read', '-@write', '+client|id', '-client', '+@all', '-@all'),
    fc.constantFrom(
      '+select|1',
      '~a*',
      '%R~b',
      '%W~b',
      '&c',
      'allkeys',
      'resetkeys',
      'allchannels',
    ),
    fc.constantFrom('(+@all ~a)', '(%R~* +get &x)', '()', 'nonsense', 'resetchannels', 'reset'),
  );

  it('survive being saved and loaded', () => {
    const { acl } = inProcess().core;
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 12 }), (rules) => {
        const user = new User('alice');
        for (const word of rules) applyUserRule(user, word, acl);
        const text = usersText([user]);
        const parsed = parseUsers(text, 'users.acl', acl);
        expect('users' in parsed && usersText([...parsed.users.values()])).toBe(text);
      }),
    );
  });

  it('change nothing when one of them is refused', () => {
    const { admin, client } = alice('+get ~a');
    expect(admin.send('ACL SETUSER alice +set ~b constructor')).toBe(
      "-ERR Error in ACL SETUSER modifier 'constructor': Syntax error\r\n",
    );
    expect(client.send('SET a 1')).toBe(DENIED.set);
    expect(client.send('GET a')).toBe('$-1\r\n');
  });
});

describe('a file of users', () => {
  it('is refused with all that is wrong in it', () => {
    const lines = [
      'user a on',
      '',
      '# comment',
      'user a',
      'user b on nonsense +no +none #x',
      'user c (',
    ];
    expect(parseUsers(lines.join('\n'), 'f', inProcess().core.acl)).toEqual({
      errors: [
        'f:3 should start with user keyword followed by the username. ',
        "WARNING: Duplicate user 'a' found on line 4. ",
        'f:5: Syntax error. ',
        "f:5: Error in applying operation '+no': Unknown command or category name in ACL. ",
        "f:5: Error in applying operation '+none': Unknown command or category name in ACL. ",
        'f:6: Unmatched parenthesis in selector definition.',
        'WARNING: ACL errors detected, no change to the previously active ACL rules was performed',
      ].join(''),
    });
  });
});

describe('a command', () => {
  it.each([
    ['+get ~a', 'GET a', '$-1\r\n'],
    ['+get ~a', 'SET hidden x', DENIED.set],
    ['+get ~a', 'GET hidden', DENIED.key],
    ['+@all %R~a', 'SET a x', DENIED.key],
    ['+@all %W~a', 'SET a x GET', DENIED.key],
    ['+@all %W~a', 'EXISTS a', ':0\r\n'],
    ['+@all ~a', 'MSET a 1 hidden 2', DENIED.key],
    ['+@all ~a', 'PUBLISH news x', DENIED.channel],
    ['+@all &news*', 'PUBLISH news x', ':0\r\n'],
    ['+@all &news*', 'PSUBSCRIBE new*', DENIED.channel],
    ['+mget ~a (+mget ~b)', 'MGET a b', DENIED.key],
    ['+mget ~a (+mget ~*)', 'MGET a b', '*2\r\n$-1\r\n$-1\r\n'],
    ['~a (+set ~b)', 'GET a', DENIED.get],
    ['-@all', 'AUTH alice any', '+OK\r\n'],
    ['-@all', 'NOSUCH', "-ERR unknown command 'NOSUCH', with args beginning with: \r\n"],
    [
      '+sort ~list',
      'SORT list GET x*',
      '-ERR GET option of SORT denied due to insufficient ACL permissions.\r\n',
    ],
  ])('of a user with %s: %s', (rules, command, reply) => {
    expect(alice(rules).client.send(command)).toBe(reply);
  });

  it('of a user who may do everything is not even looked at', () => {
    const { acl, commands } = inProcess().core;
    const get = commands.byName('get');
    if (get === undefined) throw new Error('there is no GET');
    const untouchable = {
      ...get,
      get flags(): never {
        throw new Error('looked at');
      },
    };
    expect(denialOf(acl.defaultUser, untouchable, ['GET', 'a'])).toBeUndefined();
    expect(() => denialOf(new User('alice'), untouchable, ['GET', 'a'])).toThrow('looked at');
  });

  it('that was queued fails alone when its right is lost before EXEC', () => {
    const { admin, client } = alice('+@all ~*');
    for (const line of ['MULTI', 'SET a 1', 'GET a']) client.send(line);
    admin.send('ACL SETUSER alice -set');
    expect(client.send('EXEC')).toMatch(
      /^\*2\r\n-NOPERM ACLs rules changed .* reason: no permission to execute the command or subcommand\r\n\$-1\r\n$/,
    );
  });

  it('that waits for a key is refused when it is served after its right is lost', () => {
    const { admin, client } = alice('+@all ~*');
    client.send('BLPOP queue 0');
    admin.send('ACL SETUSER alice resetkeys');
    admin.send('RPUSH queue x');
    expect(client.received()).toBe(DENIED.key);
    expect(admin.send('LLEN queue')).toBe(':1\r\n');
  });
});

describe('a connection', () => {
  it('ends with its user, also while it waits', () => {
    const { admin, client } = alice('+@all ~*');
    client.send('BLPOP queue 0');
    expect(admin.send('ACL DELUSER alice')).toBe(':1\r\n');
    expect(client.closed).toBe(true);
  });

  it('gets the reply before it ends with its own user', () => {
    const { client } = alice('+@all');
    expect(client.send('ACL DELUSER alice')).toBe(':1\r\n');
    expect(client.closed).toBe(true);
  });

  it('that ends in the middle of EXEC hears no more, though the rest is run', () => {
    const { admin, client } = alice('+@all ~*');
    for (const line of ['MULTI', 'ACL DELUSER alice', 'SET key value']) client.send(line);
    expect(client.send('EXEC')).toBe('*2\r\n:1\r\n');
    expect(client.closed).toBe(true);
    expect(admin.send('GET key')).toBe('$5\r\nvalue\r\n');
  });

  it.each([
    ['&news', false],
    ['&new*', true],
    ['&other', true],
    ['allchannels', false],
  ])('that listens to news ends when its user is left with %s: %s', (left, ends) => {
    const { admin, client } = alice('+@all &news &other');
    client.send('PSUBSCRIBE news');
    admin.send(`ACL SETUSER alice resetchannels ${left}`);
    expect(client.closed).toBe(ends);
  });

  it('says who it is where a password is asked for', () => {
    const server = inProcess({ settings: { requirepass: 'secret' } });
    const guest = server.connect();
    expect(guest.send('PING')).toBe('-NOAUTH Authentication required.\r\n');
    expect(guest.send('AUTH guess')).toMatch(/^-WRONGPASS /);
    expect(guest.send('AUTH secret')).toBe('+OK\r\n');
    expect(guest.send('PING')).toBe('+PONG\r\n');
    expect(guest.send('CONFIG SET requirepass other')).toBe('+OK\r\n');
    expect(server.connect().send('AUTH secret')).toMatch(/^-WRONGPASS /);
  });
});

describe('the log of refusals', () => {
  it('counts what comes again within a minute in one entry', () => {
    const server = inProcess();
    const client = server.connect();
    const guess = (name: string, afterMs: number) => {
      server.advance(afterMs);
      client.send(`AUTH ${name} guess`);
    };
    guess('nobody', 0);
    guess('somebody', 0);
    guess('nobody', 60_000);
    guess('nobody', 60_001);
    const told = server.core.acl.log.newest(10);
    expect(told.map(({ userName, count, id }) => [userName, count, id])).toEqual([
      ['nobody', 1, 2],
      ['nobody', 2, 0],
      ['somebody', 1, 1],
    ]);
    expect(told.map(({ createdAtMs, updatedAtMs }) => updatedAtMs - createdAtMs)).toEqual([
      0, 60_000, 0,
    ]);
    expect(server.core.acl.log.counts.auth).toBe(4);
  });
});
