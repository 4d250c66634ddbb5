import { describe, expect, it } from 'vitest';
import type { TargetRecord } from '../harness/results/document.generated.ts';
import { type Descents, neighbours } from './release-pairs.ts';
import { release } from './testing/releases.ts';
import { NINE_TARGETS } from './testing/sample.ts';

const DESCENTS: Descents = {
  valkey: { from: 'redis', at: '7.2' },
  redict: { from: 'redis', at: '7.2' },
};

function named(targets: readonly TargetRecord[]): string[] {
  return neighbours(targets, DESCENTS).map(
    ({ from, to }) => `${targets[from]?.name}..${targets[to]?.name}`,
  );
}

describe('neighbours', () => {
  it('are the releases of a product, and the first of a fork with what it comes from', () => {
    const pairs = [
      'redis@6.0..redis@7.0',
      'redis@7.0..redis@8.0',
      'redis@8.0..redis@8.6',
      'redis@7.0..redict@7.3',
      'redict@7.3..valkey@8.0',
      'valkey@8.0..valkey@8.1',
      'valkey@8.1..valkey@9.1',
    ];
    expect(named(NINE_TARGETS)).toEqual(pairs);
    expect(named(NINE_TARGETS.toReversed())).toEqual(pairs);
  });

  it('go by number, not by the order of the document or of the alphabet', () => {
    const targets = ['10.0.1', '9.1.0', '9.10.0'].map((version) => release('redis', version));
    expect(named(targets)).toEqual(['redis@9.1..redis@9.10', 'redis@9.10..redis@10.0']);
  });

  it('leave out the embedded reference, blocked targets, and a second server of a release', () => {
    const first = release('redis', '7.0.15');
    const second = { ...release('redis', '7.0.3'), name: 'docker:redis@7.0' };
    const blocked = { ...release('redis', '7.4.1'), blocked: 'no Docker' };
    const reference = { ...release('redis', '7.2.0'), driver: 'embedded' as const };
    expect(named([first, second, blocked, reference])).toEqual([]);
  });

  it('never take a fork for the child of what came after it', () => {
    expect(named([release('redis', '8.0.2'), release('valkey', '8.0.1')])).toEqual([]);
  });
});
