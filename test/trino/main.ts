import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../deploy/emulator.ts';
import { endInOrder, runCommand } from '../deploy/run-command.ts';
import { startTrino } from './server.ts';
import type { Outcome } from './twin.ts';

// Runs the tests of customers and pains with every statement that they ask of DuckDB asked of Trino too, and compares
// the answers; and has it read the lake's tables by way of Glue and S3, as Athena does.

const root = fileURLToPath(new URL('../../', import.meta.url));
endInOrder();
const emulator = await startEmulator();
const endpoint = emulator.environment.AWS_ENDPOINT_URL ?? '';
const trino = await startTrino(endpoint);
const outcomes = join(trino.lake, '..', 'outcomes.jsonl');

try {
  const code = await runCommand(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--config', 'test/trino/vitest.config.ts', ...process.argv.slice(2)],
    {
      cwd: root,
      env: {
        ...emulator.environment,
        // Reached by its clients alone that are told so: the tests of the lake stand in for AWS themselves.
        AWS_ENDPOINT_URL: '',
        TRINO: JSON.stringify({ origin: trino.origin, lake: trino.lake, outcomes, endpoint }),
      },
    },
  );
  process.exitCode = code ?? 1;
  const lines = (await readFile(outcomes, 'utf8')).trim().split('\n');
  report(lines.map((line): Outcome => JSON.parse(line)));
} finally {
  await trino.stop();
  await emulator.stop();
}

function report(told: readonly Outcome[]): void {
  console.log('asked of both  alike     rows  of DuckDB alone  by');
  for (const file of [...new Set(told.map(({ by }) => by))].sort()) {
    const of = told.filter(({ by }) => by === file);
    const both = of.filter(({ own }) => !own);
    const alike = both.filter(({ problem }) => problem === null);
    const rows = both.reduce((sum, outcome) => sum + outcome.rows, 0);
    const [asked, same, answered, alone] = [both.length, alike.length, rows, of.length - both.length].map(String);
    console.log(
      `${asked?.padStart(13)}  ${same?.padStart(5)}  ${answered?.padStart(7)}  ${alone?.padStart(15)}  ${file}`,
    );
  }
  const both = told.filter(({ own }) => !own);
  const apart = both.filter(({ problem }) => problem !== null);
  for (const { by, sql, problem } of apart) console.log(`\n${by}: ${problem}\n${sql}`);
  console.log(
    `\n${both.length} statements asked of both engines, ${both.length - apart.length} answered alike, ${apart.length} not; ` +
      `${told.length - both.length} read what DuckDB holds by itself.`,
  );
  if (apart.length > 0) process.exitCode = 1;
}
