import { defineConfig } from 'vitest/config';

const liveTests = '**/*.live.test.ts';

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'dist/**'],
    expect: { requireAssertions: true },
    restoreMocks: true,
    retry: 0,
    coverage: { include: ['harness/**', 'targets/**', 'reports/**'], exclude: ['**/*.test.ts'] },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', liveTests],
        },
      },
      {
        extends: true,
        // Live files share two cores with the servers they start: one file at a time.
        test: {
          name: 'live',
          include: [liveTests],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
