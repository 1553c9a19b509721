import { type ChildProcess, fork } from 'node:child_process';

/**
 * Runs a module in a process of its own that gives its memory back. One arena: with one for each thread, what DuckDB frees
 * stays with the process. And garbage is collected after a third of growth, where Node would let the heap double. The
 * descriptor after the one for messages is the `LIFELINE` of a module that is not to outlive this process.
 */
export function forkWork(module: URL, args: readonly string[], environment: NodeJS.ProcessEnv): ChildProcess {
  return fork(module, args, {
    env: { ...environment, MALLOC_ARENA_MAX: '1' },
    execArgv: [...process.execArgv, '--heap-growing-percent=30'],
    stdio: ['inherit', 'inherit', 'inherit', 'ipc', 'pipe'],
  });
}
