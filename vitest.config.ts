import { defineConfig } from 'vitest/config';
import { PlainSummary } from './test/plain-summary.ts';

export default defineConfig({
  test: {
    include: ['packages/**/*.test.{ts,tsx}', 'functions/**/*.test.{ts,tsx}', 'infra/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // By itself it leaves a processor free: on two, one file would run at a time, and much of it waits for other processes.
    maxWorkers: '100%',
    // node:sqlite says that it is experimental, once for each worker.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    reporters: ['default', new PlainSummary()],
  },
});
