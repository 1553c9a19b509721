import type { InitializeMiddleware, MetadataBearer, MiddlewareStack } from '@smithy/types';
import type { Subsegment } from 'aws-xray-sdk-core';
import { isTraced } from './env.ts';

// X-Ray keeps what it is told for 30 days and shows it to whoever may look at the account's traces: so it is told how
// long a call took, which one it was and of what kind its error is; no answer, no message, no request and no address.

/** Lambda's own part of the trace. */
const root = isTraced ? await openRoot() : undefined;
/** What this instance is at; Lambda gives it one call at a time. */
let current: Subsegment | undefined;
let isCold = true;

/** The tracer is not loaded where nothing is traced: it has 125 KB, and puts a hook into every promise. */
async function openRoot() {
  const { Tracer } = await import('@aws-lambda-powertools/tracer');
  return new Tracer({ captureHTTPsRequests: false }).getSegment();
}

/** A function's handling of one call as a part of its trace, where calls are traced. */
export async function traced<T>(serviceName: string, work: () => Promise<T>): Promise<T> {
  const call = root?.addNewSubsegment(`## ${serviceName}`);
  if (!call) return work();
  current = call;
  call.addAnnotation('Service', serviceName);
  call.addAnnotation('ColdStart', isCold);
  isCold = false;
  try {
    return await work();
  } catch (error) {
    fail(call, error);
    throw error;
  } finally {
    call.close();
    current = undefined;
  }
}

/** The client of an AWS service, whose calls are parts of the trace where calls are traced. */
export function tracedCalls<Client extends Traceable>(client: Client): Client {
  if (root) {
    const stack = client.middlewareStack as MiddlewareStack<object, MetadataBearer>;
    stack.add(toldToTracer, { step: 'initialize', name: 'soundingsTraces', override: true });
  }
  return client;
}

type Traceable = { middlewareStack: object };

const toldToTracer: InitializeMiddleware<object, MetadataBearer> =
  (next, { clientName = '', commandName = '' }) =>
  async (asked) => {
    const call = current?.addNewSubsegment(clientName.replace(/Client$/, ''));
    call?.addAttribute('namespace', 'aws');
    call?.addAttribute('aws', { operation: commandName.replace(/Command$/, '') });
    try {
      return await next(asked);
    } catch (error) {
      if (call) fail(call, error);
      throw error;
    } finally {
      call?.close();
    }
  };

/** By its kind alone: an error's message may quote what a person wrote. */
function fail(call: Subsegment, error: unknown): void {
  call.addFaultFlag();
  call.addAnnotation('error', error instanceof Error ? error.name : typeof error);
}
