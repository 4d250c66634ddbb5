/** Arguments that are nobody's business, as SLOWLOG and MONITOR show a command. */
import type { ByteString } from '../../../harness/wire/reply.ts';

const REDACTED = '(redacted)';

const SECRET_PARAMETERS: ReadonlySet<string> = new Set([
  'masterauth',
  'masteruser',
  'requirepass',
  'tls-client-key-file-pass',
  'tls-key-file-pass',
]);

/** The arguments with passwords, and users under ACL, replaced by `(redacted)`. */
export function redacted(fullName: string, argv: readonly ByteString[]): readonly ByteString[] {
  const isSecret = SECRETS[fullName];
  if (isSecret === undefined) return argv;
  return argv.map((argument, index) => (isSecret(argv, index) ? REDACTED : argument));
}

type IsSecret = (argv: readonly ByteString[], index: number) => boolean;

/** The index of an option word, or -1. */
function place(argv: readonly ByteString[], option: string, from: number): number {
  return argv.findIndex((argument, index) => index >= from && argument.toUpperCase() === option);
}

function follows(option: string, from: number, count: number): IsSecret {
  return (argv, index) => {
    const at = place(argv, option, from);
    return at > 0 && index > at && index <= at + count;
  };
}

const afterAuth = follows('AUTH', 5, 1);
const afterAuth2 = follows('AUTH2', 5, 2);

const SECRETS: Readonly<Record<string, IsSecret>> = {
  auth: (_, index) => index > 0,
  hello: follows('AUTH', 2, 2),
  migrate: (argv, index) => afterAuth(argv, index) || afterAuth2(argv, index),
  'acl|setuser': (_, index) => index > 1,
  'acl|deluser': (_, index) => index > 1,
  'acl|getuser': (_, index) => index > 1,
  'config|set': (argv, index) =>
    index > 2 && index % 2 === 1 && SECRET_PARAMETERS.has((argv[index - 1] ?? '').toLowerCase()),
};
