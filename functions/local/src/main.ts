import { FolderInUse, FolderUnusable } from '@soundings/store/folder-lock';
import { env } from './env.ts';
import { startServer } from './server.ts';

const started = performance.now();
const server = await startServer(env).catch((error: NodeJS.ErrnoException) => {
  console.error(whyNot(error));
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

/** What is told whoever starts it where it cannot be; any other error is thrown. */
function whyNot(error: NodeJS.ErrnoException): string {
  if (error instanceof FolderInUse)
    return `${error.message} Stop it, or choose another folder and port: SOUNDINGS_DATA=.soundings-2 PORT=3001 npx -y pnpm@12 start`;
  if (error instanceof FolderUnusable)
    return `${error.message} Choose another one: SOUNDINGS_DATA=.soundings-2 npx -y pnpm@12 start`;
  if (error.code === 'EADDRINUSE' || error.code === 'EACCES')
    return `Port ${env.port} is taken or not allowed. Choose another one: PORT=3001 npx -y pnpm@12 start`;
  throw error;
}
