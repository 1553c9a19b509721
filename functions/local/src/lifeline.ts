import { Worker } from 'node:worker_threads';

/** Which descriptor of a process that `forkWork` started leads to whoever started it. */
export const LIFELINE = 4;

/**
 * Kills this process as soon as the one that forked it is gone, killed perhaps: it would work for nobody, and beside its
 * successor on the same folder. What it had in hand is taken up again. The system closes the other end whatever happened
 * there, and a thread of its own sees it whatever keeps this one: a long computation, or a start that is not over.
 */
export function dieWithParent(): void {
  const watch = `
    const socket = new (require('node:net').Socket)({ fd: ${LIFELINE}, writable: false });
    socket.on('error', () => {});
    socket.on('close', () => process.kill(process.pid, 'SIGKILL'));
    socket.resume();`;
  new Worker(watch, { eval: true, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref();
}
