import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/{customers,pains}/src/**/*.test.ts',
      'functions/build-insights/src/large-lake.test.ts',
      'test/trino/*.trino.ts',
    ],
    // A hundred thousand rows of a file that need not be here; what it asks, the others ask too.
    exclude: ['**/online-retail.test.ts'],
    setupFiles: ['test/trino/setup.ts'],
    // node:sqlite says that it is experimental.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
