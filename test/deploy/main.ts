import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from './emulator.ts';
import { endInOrder, runCommand } from './run-command.ts';

// Deploys the stack as anybody would, with the CDK's own command line through CloudFormation, to an emulator of AWS;
// holds the deployed table and bucket to their contracts, plays the main flow over HTTP, has each function's calls of the
// emulator fail, and deletes it all again.

const root = fileURLToPath(new URL('../../', import.meta.url));
const stage = ['-c', 'stage=development', '-c', `cpu=${process.arch}`];

endInOrder();
const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
const emulator = await startEmulator();

async function run(command: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<void> {
  console.log(`\n$ ${command} ${args.join(' ')}`);
  const env = { ...emulator.environment, ...environment };
  const code = await runCommand(join(root, 'node_modules/.bin', command), args, { cwd: root, env });
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

try {
  const output = ['--output', join(folder, 'cdk.out'), '--progress', 'events'];
  const outputs = join(folder, 'outputs.json');
  await run('cdk', ['bootstrap', '--app', '', 'aws://000000000000/eu-central-1']);
  await run('cdk', ['deploy', ...stage, ...output, '--require-approval', 'never', '--outputs-file', outputs]);
  const [deployed] = Object.values(JSON.parse(await readFile(outputs, 'utf8')));
  await run('vitest', ['run', '--config', 'test/deploy/vitest.config.ts', ...process.argv.slice(2)], {
    DEPLOYED: JSON.stringify({ ...(deployed as object), port: emulator.port }),
    CHAOS_EMULATOR: emulator.environment.AWS_ENDPOINT_URL,
  });
  await run('cdk', ['destroy', ...stage, '--output', join(folder, 'cdk.out'), '--force']);
} finally {
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
}
