import { env } from './env.ts';
import { startServer } from './server.ts';

const started = performance.now();
const server = await startServer(env).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
  console.error(`Port ${env.port} is taken or not allowed. Choose another one: PORT=3001 npx -y pnpm@12 start`);
  process.exit(1);
});

console.log(
  `Soundings is at ${server.origin} (${Math.round(performance.now() - started)} ms), its data in ${env.data}`,
);
console.log(`Sign in, once, within an hour: ${server.origin}/sign-in?token=${await server.signInToken()}`);
if (env.adminKey) console.log('Scripts use the key in SOUNDINGS_ADMIN_KEY.');

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Stopping: what is under way goes on at the next start.');
    await server.stop();
    process.exit(0);
  });
}
