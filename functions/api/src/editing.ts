import { ApiError } from './problems.ts';

/** The new edition, or a problem where somebody else has made one since. */
export function changed<T>(edition: T | undefined): T {
  if (edition) return edition;
  throw new ApiError(409, 'Somebody else has changed it since you read it. Read it again, then change that.');
}
