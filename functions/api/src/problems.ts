import type { FieldProblem, Problem } from '@soundings/contracts/problem';
import { inBrief, openLog } from '@soundings/log/log';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { routePath } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type * as z from 'zod';

const log = openLog('api');

const TITLES: Partial<Record<number, string>> = {
  400: 'The request is not right',
  401: 'Who is asking?',
  403: 'Not allowed',
  404: 'There is no such thing',
  409: 'That does not fit what is stored',
  413: 'Too large',
  500: 'Internal error',
  503: 'Busy',
};

/** What is said of an address that no route has, or none for this method. */
export const NOWHERE = 'Nothing is served at this address.';

/** An error that is safe to show: what is wrong and what to do, with the fields that it concerns. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly errors: z.infer<typeof FieldProblem>[];

  constructor(
    status: ContentfulStatusCode,
    detail: string,
    errors: z.infer<typeof FieldProblem>[] = [],
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.status = status;
    this.errors = errors;
  }
}

/** A form that was not sent from these pages. */
export class ForeignForm extends ApiError {
  constructor() {
    super(403, 'This form was not sent from these pages. Open the page again and send it from there.');
  }
}

/** The error that answers 404; `noun` is what was looked for, as `survey`. */
export function notFound(noun: string): ApiError {
  return new ApiError(404, `There is no such ${noun}. It may have been deleted, or its id is misspelt.`);
}

/** Any error as a problem document (RFC 9457). What is not meant to be shown is logged by its name alone. */
export async function onError(error: Error, c: Context): Promise<Response> {
  if (error instanceof ApiError) return problem(c, error.status, error.message, error.errors);
  if (error.name === 'TableBusy') return problem(c, 503, 'Too much at once. Send it again in a few seconds.');
  if (error.name === 'ItemTooLarge')
    return problem(c, 413, 'This is more than can be kept as one: 400 KB. Make it shorter, or several of it.');
  if (error instanceof HTTPException) return problem(c, error.status, error.message || undefined);
  await log.error('request failed', { ...inBrief(error), route: routePath(c), requestId: requestIdOf(c) });
  return problem(c, 500, 'Nothing was changed that was not acknowledged. Try again; if it stays, the log says more.');
}

/** By which the access log of API Gateway names the same request. */
function requestIdOf({ env }: Context): string | undefined {
  return env?.event?.requestContext?.requestId;
}

/** For zod-openapi's `defaultHook`: a request that does not fit its schema. */
export function onInvalid(
  result: { success: true } | { success: false; error: z.ZodError; target: string },
  c: Context,
) {
  if (result.success) return undefined;
  const errors = result.error.issues.map(({ path, message }) => ({
    path: result.target === 'query' ? `?${path.join('.')}` : `/${path.join('/')}`,
    message,
  }));
  return problem(c, 400, 'Some fields are missing or not of the right form.', errors);
}

/** An answer that is a problem document (RFC 9457). */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  detail?: string,
  errors: z.infer<typeof FieldProblem>[] = [],
): Response {
  const body: Problem = {
    type: 'about:blank',
    title: TITLES[status] ?? 'The request failed',
    status,
    ...(detail && { detail }),
    ...(errors.length > 0 && { errors }),
  };
  return c.json(body, status, { 'content-type': 'application/problem+json' });
}
