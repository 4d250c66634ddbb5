/** What a step claims, compiled for both protocols and for scripts. */
import type { Protocol } from '../wire/reply.ts';
import { bytesOf } from './bytes.ts';
import type { Contract, Save } from './case.ts';
import { inLua } from './in-lua.ts';
import type { Path } from './load.ts';
import { compileReply } from './matchers/matchers.ts';
import type { Report } from './report.ts';
import type { ByteList, Reply, Save as WrittenSave } from './suite-file.generated.ts';

/** The words of a step that claim something of its reply. */
export interface Claims {
  readonly reply?: Reply;
  readonly resp2?: Reply;
  readonly resp3?: Reply;
  readonly bytes?: ByteList;
  readonly closed?: true;
}

/** The contract; `protocols` are those that the case runs in, each of which needs its reply. */
export function compileContract(
  claims: Claims,
  protocols: readonly Protocol[],
  path: Path,
  report: Report,
): Contract {
  // `null` is a reply that may be claimed: only what is not written falls back.
  const written = {
    2: claims.resp2 === undefined ? claims.reply : claims.resp2,
    3: claims.resp3 === undefined ? claims.reply : claims.resp3,
  };
  const [one] = [written[2], written[3]].filter((reply) => reply !== undefined);
  if (one !== undefined) checkReplies(claims, written, protocols, path, report);
  return {
    ...(one !== undefined && {
      reply: compileForms(orElse(written[2], one), orElse(written[3], one)),
    }),
    ...(claims.bytes !== undefined && { bytes: bytesOf(claims.bytes) }),
    ...(claims.closed !== undefined && { closed: claims.closed }),
  };
}

function orElse(reply: Reply | undefined, other: Reply): Reply {
  return reply === undefined ? other : reply;
}

function compileForms(resp2: Reply, resp3: Reply): Required<Contract>['reply'] {
  const plain = compileReply(resp2, 2);
  const inScript = inLua(resp2);
  return {
    2: plain,
    3: compileReply(resp3, 3),
    lua: inScript === resp2 ? plain : compileReply(inScript, 2),
  };
}

function checkReplies(
  claims: Claims,
  written: Readonly<Record<Protocol, Reply | undefined>>,
  protocols: readonly Protocol[],
  path: Path,
  report: Report,
): void {
  for (const protocol of protocols) {
    if (written[protocol] !== undefined) continue;
    const problem = `nothing is said of the reply in RESP${protocol}`;
    report.add(path, problem, `Add \`reply\`, or \`protocols: [${5 - protocol}]\` to the case.`);
  }
  for (const word of ['reply', 'resp2', 'resp3'] as const) {
    if (claims[word] !== undefined) checkReply(claims[word], [...path, word], report);
  }
}

/** What the schema cannot say of a reply. */
export function checkReply(reply: Reply, path: Path, report: Report): void {
  if (typeof reply === 'string' && /\$\{\w+\}/.test(reply)) {
    report.add(path, `\`${reply}\` is not filled in here`, 'Saved replies go into arguments only.');
  }
  if (typeof reply !== 'object' || reply === null) return;
  if ('range' in reply && reply.range[0] > reply.range[1]) {
    report.add([...path, 'range'], 'no number is in this range', 'Write the smaller bound first.');
  }
  if ('verbatim' in reply && !/^...:/.test(bytesOf(reply.verbatim))) {
    const remedy = 'Write its three letters of format first: `txt:some text`.';
    report.add([...path, 'verbatim'], 'a verbatim string without a format', remedy);
  }
  for (const [inner, innerPath] of insideOf(reply)) {
    checkReply(inner, [...path, ...innerPath], report);
  }
}

function insideOf(reply: object): (readonly [Reply, Path])[] {
  const lists = ['set', 'push', 'unordered', 'contains', 'one-of'];
  if (Array.isArray(reply)) return reply.map((item: Reply, i) => [item, [i]] as const);
  return Object.entries(reply).flatMap(([word, value]: [string, unknown]) => {
    if (!lists.includes(word) && word !== 'map' && word !== 'includes') return [];
    return Object.entries(value as Record<string, Reply>).map(
      ([key, item]) => [item, [word, Array.isArray(value) ? Number(key) : key]] as const,
    );
  });
}

/** Variables with the paths of what they keep. */
export function compileSave(written: WrittenSave | undefined): Save {
  if (written === undefined) return {};
  if (typeof written === 'string') return { [written]: [] };
  return Object.fromEntries(
    Object.entries(written).map(([name, path]) => [name, path.split('.').map(Number)]),
  );
}
