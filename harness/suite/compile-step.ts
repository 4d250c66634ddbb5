/** One step of a case, made ready to send and to judge. */
import type { Protocol } from '../wire/reply.ts';
import { bytesOf } from './bytes.ts';
import type { Step } from './case.ts';
import { compileCommand, saysCommand, saysRaw } from './command.ts';
import { type Claims, compileContract, compileSave } from './compile-contract.ts';
import { durationMs } from './duration.ts';
import type { Path } from './load.ts';
import type { Report } from './report.ts';
import type { Step as WrittenStep } from './suite-file.generated.ts';

const WITHIN = '2s';

export function compileStep(
  written: WrittenStep,
  protocols: readonly Protocol[],
  path: Path,
  report: Report,
): Step {
  const contract = (claims: Claims, at: Path = path) =>
    compileContract(claims, protocols, at, report);
  if (Array.isArray(written)) {
    return {
      kind: 'send',
      place: report.place(path),
      on: 'main',
      says: saysCommand(written),
      command: compileCommand(written),
      contract: {},
      pending: false,
      save: {},
    };
  }
  const at = { place: report.place(path), on: written.on ?? 'main' };
  if ('send' in written) {
    return {
      kind: 'send',
      ...at,
      says: saysCommand(written.send),
      command: compileCommand(written.send),
      contract: contract(written),
      pending: written.pending ?? false,
      save: compileSave(written.save),
    };
  }
  if ('raw' in written) {
    const bytes = bytesOf(written.raw);
    const pending = written.pending ?? false;
    return {
      kind: 'raw',
      ...at,
      says: saysRaw(bytes),
      bytes,
      contract: contract(written),
      pending,
    };
  }
  if ('receive' in written) {
    const { receive: reply, ...rest } = written;
    return {
      kind: 'receive',
      ...at,
      says: '(receive)',
      contract: contract({ ...rest, reply }),
      save: compileSave(written.save),
    };
  }
  if ('silent' in written) {
    const says = `(nothing comes for ${written.silent})`;
    return { kind: 'silent', ...at, says, forMs: durationMs(written.silent) };
  }
  if ('until' in written) {
    const { send, within = WITHIN, ...claims } = written.until;
    return {
      kind: 'until',
      ...at,
      says: `${saysCommand(send)} (again and again, within ${within})`,
      command: compileCommand(send),
      contract: contract(claims, [...path, 'until']),
      withinMs: durationMs(within),
    };
  }
  if ('fill' in written) {
    const { send, times } = written.fill;
    const says = `${saysCommand(send)} (${times} times)`;
    return { kind: 'fill', ...at, says, command: compileCommand(send), times };
  }
  // The connection goes away without a reply: another one had it killed, or a limit was passed.
  return { kind: 'receive', ...at, says: '(hangs up)', contract: { closed: true }, save: {} };
}
