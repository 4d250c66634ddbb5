import type { Finding } from '../differences.ts';
import { LADDER } from '../ladder.ts';
import { SIGNS } from '../tally.ts';
import { list, spreadOf } from '../tell.ts';
import type { Change } from './use-view-state.ts';
import { rowKey } from './view-state.ts';

interface Props {
  readonly findings: readonly Finding[];
  readonly change: Change;
}

/** Findings in order of importance; each leads to the plainest cell that shows it. */
export function FindingList({ findings, change }: Props) {
  return (
    <ol class="findings">
      {findings.map((finding) => {
        const { rung, fails, commands, evidence } = finding;
        const { record, row, target, difference } = evidence;
        const open = () =>
          change({ opened: { id: record.id, target: target.name, row: rowKey(row) } }, 'visit');
        return (
          <li
            key={`${rung} ${record.id} ${target.name} ${difference.step} ${difference.found.says}`}
          >
            <button type="button" onClick={open}>
              <span class="finding-head">
                <b>{list(commands, 3)}</b> {LADDER[rung].does}
              </span>
              <span class="faint">
                <span class={fails ? 'fails' : 'shown'}>
                  {fails ? SIGNS.fails : SIGNS.shown} {rung}
                </span>{' '}
                {spreadOf(finding)}
              </span>
              <code>{record.steps[difference.step - 1]?.says}</code>
              <span class="sides">
                <span>{difference.against}</span>
                <code>{difference.wanted.says}</code>
                <span>{target.name}</span>
                <code>{difference.found.says}</code>
              </span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
