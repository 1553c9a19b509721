import type { Logger } from '@aws-lambda-powertools/logger';

/** What a line may hold besides its message. Ids, counts and kinds: nothing that a person wrote, no name, no token. */
type Fields = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Structured lines of one service, among its errors' output. Whoever is about to end waits for them. */
export type Log = {
  warn(message: string, fields?: Fields): Promise<void>;
  error(message: string, fields?: Fields): Promise<void>;
};

/** The log of a service. Its library is loaded at the first line: most calls have nothing to tell. */
export function openLog(serviceName: string): Log {
  let opened: Promise<Logger> | undefined;
  const logger = () => {
    opened ??= import('@aws-lambda-powertools/logger').then(({ Logger }) => new Logger({ serviceName }));
    return opened;
  };
  return {
    warn: async (message, fields = {}) => (await logger()).warn(message, { ...fields }),
    error: async (message, fields = {}) => (await logger()).error(message, { ...fields }),
  };
}

const FRAMES = 8;

/** An error by its kind and where it was thrown, without its message: that may hold what a person wrote. */
export function inBrief(error: unknown): { error: string; stack: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, stack: frames.slice(0, FRAMES).map((line) => line.trim()) };
}
