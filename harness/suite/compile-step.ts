/** One step of a case, made ready to send and to judge. */
import type { Protocol } from '../wire/reply.ts';
import { bytesOf } from './bytes.ts';
import type { Contract, Step } from './case.ts';
import { compileCommand, saysCommand, saysRaw } from './command.ts';
import { type Claims, compileContract, compileSave } from './compile-contract.ts';
import { durationMs } from './duration.ts';
import type { Path } from './load.ts';
import type { Report } from './report.ts';
import type { Step as WrittenStep } from './suite-file.generated.ts';

const WITHIN = '2s';

/** What the steps of a case share while they are compiled. */
interface Surroundings {
  readonly protocols: readonly Protocol[];
  readonly path: Path;
  readonly report: Report;
}

type Worded = Exclude<WrittenStep, readonly unknown[]>;
type Written<Word extends string> = Extract<Worded, { readonly [K in Word]: unknown }>;
/** Where the step stands and what connection it uses. */
type At = Pick<Step, 'place' | 'on'>;

export function compileStep(
  written: WrittenStep,
  protocols: readonly Protocol[],
  path: Path,
  report: Report,
): Step {
  const around = { protocols, path, report };
  const place = report.place(path);
  if (Array.isArray(written)) return sendStep({ send: written }, { place, on: 'main' }, around);
  const at = { place, on: written.on ?? 'main' };
  if ('send' in written) return sendStep(written, at, around);
  if ('raw' in written) return rawStep(written, at, around);
  if ('receive' in written) return receiveStep(written, at, around);
  if ('until' in written) return untilStep(written, at, around);
  if ('fill' in written) return fillStep(written, at);
  if ('silent' in written) {
    const says = `(nothing comes for ${written.silent})`;
    return { kind: 'silent', ...at, says, forMs: durationMs(written.silent) };
  }
  // The connection goes away without a reply: another one had it killed, or a limit was passed.
  return { kind: 'receive', ...at, says: '(hangs up)', contract: { closed: true }, save: {} };
}

function sendStep(written: Written<'send'>, at: At, around: Surroundings): Step {
  return {
    kind: 'send',
    ...at,
    says: saysCommand(written.send),
    command: compileCommand(written.send),
    contract: contractOf(written, around),
    pending: written.pending ?? false,
    save: compileSave(written.save),
  };
}

function rawStep(written: Written<'raw'>, at: At, around: Surroundings): Step {
  const bytes = bytesOf(written.raw);
  const pending = written.pending ?? false;
  const contract = contractOf(written, around);
  return { kind: 'raw', ...at, says: saysRaw(bytes), bytes, contract, pending };
}

function receiveStep(written: Written<'receive'>, at: At, around: Surroundings): Step {
  const { receive: reply, ...rest } = written;
  const contract = contractOf({ ...rest, reply }, around);
  return { kind: 'receive', ...at, says: '(receive)', contract, save: compileSave(written.save) };
}

function untilStep({ until }: Written<'until'>, at: At, around: Surroundings): Step {
  const { send, within = WITHIN, ...claims } = until;
  return {
    kind: 'until',
    ...at,
    says: `${saysCommand(send)} (again and again, within ${within})`,
    command: compileCommand(send),
    contract: contractOf(claims, { ...around, path: [...around.path, 'until'] }),
    withinMs: durationMs(within),
  };
}

function fillStep({ fill: { send, times } }: Written<'fill'>, at: At): Step {
  const says = `${saysCommand(send)} (${times} times)`;
  return { kind: 'fill', ...at, says, command: compileCommand(send), times };
}

function contractOf(claims: Claims, { protocols, path, report }: Surroundings): Contract {
  return compileContract(claims, protocols, path, report);
}
