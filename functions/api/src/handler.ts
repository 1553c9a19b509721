import { openLog } from '@soundings/log/log';
import { logged } from '@soundings/log/logged-handler';
import { tracedCalls } from '@soundings/log/traces';
import { patience } from '@soundings/store/aws-patience';
import { openCloud } from '@soundings/store/cloud';
import { openStore } from '@soundings/store/store';
import {
  type ApiGatewayRequestContextV2,
  getConnInfo,
  handle,
  type LambdaContext,
  type LambdaEvent,
} from 'hono/aws-lambda';
import type { Api } from './api.ts';
import { env } from './env.ts';
import { respondentApp } from './respondent-pages.ts';

/** A Lambda takes 6 MB, and a body that is not text comes in base64, a third longer. */
const MAX_BODY_BYTES = 4_000_000;
const UPLOAD_SECONDS = 3600;

const { table, bucket } = openCloud(env);
const store = openStore(table, bucket);
const log = openLog('api');

let origin = '';
let wakes: Promise<unknown>[] = [];

const api: Api = {
  store,
  wake,
  uploadUrl: (object) => bucket.uploadUrl(object, { expiresSeconds: UPLOAD_SECONDS }),
  maxBodyBytes: MAX_BODY_BYTES,
  origin: () => origin,
  addressOf: (c) => getConnInfo(c).remote.address ?? null,
};

/** A request as an HTTP API hands it over, in version 2.0 of its format. */
type RequestEvent = Extract<LambdaEvent, { rawPath: string }> & { requestContext: ApiGatewayRequestContextV2 };

/** What an operator, whom IAM lets call the function directly, may ask for. */
type OperatorEvent = { operator: 'key' | 'sign-in' };

/**
 * Answers requests that come through API Gateway. An operator may call it directly: `{"operator":"key"}` gives the key
 * for scripts, `{"operator":"sign-in"}` a token for `/sign-in?token=…`, good once and for an hour.
 */
export const handler = logged('api', async (event: RequestEvent | OperatorEvent, context: LambdaContext) => {
  if ('operator' in event) {
    return event.operator === 'key'
      ? { key: await store.secrets.get('admin') }
      : { token: await store.signInLinks.create() };
  }
  if (isMangled(event)) return unreadable;
  const serve = await (event.rawPath.startsWith('/s/') ? surveys() : everything());
  const asked = asVisitorAsked(event);
  origin = `https://${asked.requestContext.domainName}`;
  try {
    return await serve(asked, context);
  } finally {
    // Once the answer is given, Lambda stops the clock.
    await Promise.all(wakes);
    wakes = [];
  }
});

/**
 * CloudFront asks by API Gateway's own name and from its own address; what the visitor asked for comes in headers.
 * Whoever goes around CloudFront can make them up, and changes by it the links and the address in their own answers.
 */
function asVisitorAsked(event: RequestEvent): RequestEvent {
  const { http, domainName, ...rest } = event.requestContext;
  const host = event.headers['x-forwarded-host'] ?? domainName;
  const sourceIp = event.headers['x-visitor-address'] ?? http.sourceIp;
  return { ...event, requestContext: { ...rest, domainName: host, http: { ...http, sourceIp } } };
}

/** A respondent waits for the hosted surveys alone to be loaded. */
const surveys = once(async () => handle(await respondentApp(api)));

const everything = once(async () => {
  const { createApp } = await import('./app.ts');
  return handle(await createApp({ ...api, adminKey: await store.secrets.get('admin') }));
});

/** `open`'s outcome, the same for every call; a failure is not kept. */
function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((error) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

function wake(work: 'import' | 'analyze' | 'build'): void {
  // The table's stream wakes the analysis.
  if (work === 'analyze') return;
  const FunctionName = work === 'import' ? env.importFunction : env.buildFunction;
  // The sweep finds what a lost wake-up left.
  wakes.push(call(FunctionName).catch((error: Error) => log.warn('no wake-up', { work, error: error.name })));
}

/** Loads its client at the first call: most that is asked of the api wakes nobody. */
async function call(FunctionName: string): Promise<void> {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  await tracedCalls(new LambdaClient(patience('lambda'))).send(
    new InvokeCommand({ FunctionName, InvocationType: 'Event' }),
  );
}

/** An HTTP API passes text on as UTF-8: what a file in GB18030 or UTF-16 said is gone before it gets here. */
function isMangled({ rawPath, isBase64Encoded, body }: RequestEvent): boolean {
  return rawPath === '/v1/imports' && !isBase64Encoded && (body?.includes('\uFFFD') ?? false);
}

const unreadable = {
  statusCode: 415,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({
    type: 'about:blank',
    title: 'Not UTF-8',
    status: 415,
    detail: 'A file that is not UTF-8 is sent in two steps: ask without a body, then PUT it to the answer’s uploadUrl.',
  }),
};
