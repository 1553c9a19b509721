import { inBrief, openLog } from './log.ts';
import { traced } from './traces.ts';

/** Of what Lambda tells a handler, what ours ask. */
export type LambdaContext = { getRemainingTimeInMillis(): number; awsRequestId?: string };

/** What a function failed of, by its kind alone. */
export class CallFailed extends Error {
  override name = 'CallFailed';
}

/**
 * A function's handler that is traced, logs what it failed of in brief and fails of that. Lambda logs whatever a handler throws, with
 * its message, which may quote what a person wrote: an engine names the value that it could not read, a client the item.
 */
export function logged<Event, Context extends { awsRequestId?: string }, Answer>(
  serviceName: string,
  handle: (event: Event, context: Context) => Promise<Answer>,
): (event: Event, context: Context) => Promise<Answer> {
  const log = openLog(serviceName);
  return async (event, context) => {
    try {
      return await traced(serviceName, () => handle(event, context));
    } catch (error) {
      const { awsRequestId } = context;
      const brief = inBrief(error);
      await log.error('call failed', { ...brief, requestId: awsRequestId });
      // Not as the cause, which Lambda would log as well.
      throw new CallFailed(brief.error);
    }
  };
}
