import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { PlainSummary } from './test/plain-summary.ts';
import { WholeFlowsFirst } from './test/whole-flows-first.ts';

// Tests that put other modules or another environment in place, and whole flows: each has a process of its own.
const alone = [
  'functions/*/src/handler.test.ts',
  'packages/store/src/{cloud,dynamo-table-failures}.test.ts',
  'packages/log/src/traces.test.ts',
  'test/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // More than there are processors: much of what the files do is to wait for processes that they start.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    globalSetup: './test/temporary-folder.ts',
    sequence: { sequencer: WholeFlowsFirst },
    // node:sqlite says that it is experimental, once for each worker.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    reporters: ['default', new PlainSummary()],
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      // What they all import is loaded once for many of them: a third of their time.
      {
        extends: true,
        test: {
          name: 'together',
          include: ['infra/**/*.test.ts', 'packages/**/*.test.{ts,tsx}', 'functions/**/*.test.{ts,tsx}'],
          exclude: [...alone, '**/node_modules/**'],
          isolate: false,
        },
      },
    ],
  },
});
