import { inBrief, openLog } from '@soundings/log/log';

const log = openLog('local');
const PAUSE_MS = 2000;

/**
 * Runs `work` again and again: at once when woken, and every two seconds, which finds what a lost wake-up left. A wake-up
 * during a run makes another run follow. An error is logged by its name and does not end the loop; the signal does.
 */
export function repeat(name: string, signal: AbortSignal, work: () => Promise<unknown>) {
  let woken = false;
  let wake: () => void = () => {
    woken = true;
  };

  async function pause(): Promise<void> {
    if (!woken && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PAUSE_MS);
        wake = () => {
          clearTimeout(timer);
          woken = true;
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
      });
    }
    woken = false;
    wake = () => {
      woken = true;
    };
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await work().catch((error: unknown) => {
        if (signal.aborted) return;
        return log.error('work failed', { work: name, ...inBrief(error) });
      });
      await pause();
    }
  }

  return { ended: run(), wake: () => wake() };
}
