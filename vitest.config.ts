import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { PlainSummary } from './test/plain-summary.ts';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.{ts,tsx}', 'functions/**/*.test.{ts,tsx}', 'infra/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // More than there are processors: much of what the files do is to wait for processes that they start.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // node:sqlite says that it is experimental, once for each worker.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    reporters: ['default', new PlainSummary()],
  },
});
