import { OUTCOMES, SIGNS } from '../tally.ts';
import { FindingList } from './finding-list.tsx';
import type { PanelProps } from './panel.tsx';

const MEANINGS = {
  fails: 'differs, and the policy says that this fails',
  unstable: 'disagrees with itself from one run to the next',
  shown: 'differs, and the policy lets it pass',
  blocked: 'could not be judged',
  same: 'nothing differs',
  absent: 'the server is older than what the case tests',
  skipped: 'not asked for',
} as const;

/** How many findings are listed: the rest is in the matrix. */
const LISTED_MAX = 50;

export function Overview({ results, findings, change }: PanelProps) {
  const blocked = results.targets.filter((target) => target.blocked !== undefined);
  return (
    <>
      {blocked.length > 0 && (
        <section>
          <h2>Not tested</h2>
          {blocked.map(({ name, blocked: why }) => (
            <p key={name}>
              <b>{name}</b> {why}
            </p>
          ))}
        </section>
      )}
      <section>
        <h2>{findings === undefined ? 'Differences' : headOf(findings.length)}</h2>
        {findings === undefined ? (
          <p class="faint">Ranking…</p>
        ) : (
          <FindingList findings={findings.slice(0, LISTED_MAX)} change={change} />
        )}
      </section>
      <section>
        <h2>Signs</h2>
        <dl class="signs">
          {OUTCOMES.map((word) => (
            <div key={word}>
              <dt class={word}>
                {SIGNS[word]} {word}
              </dt>
              <dd>{MEANINGS[word]}</dd>
            </div>
          ))}
        </dl>
        <p class="faint">A percentage is the part of the judged cells that does not fail.</p>
      </section>
    </>
  );
}

function headOf(findingCount: number): string {
  if (findingCount === 0) return 'No differences';
  if (findingCount === 1) return 'One difference';
  return findingCount > LISTED_MAX
    ? `The ${LISTED_MAX} of ${findingCount} differences that matter most`
    : `${findingCount} differences, the worst first`;
}
