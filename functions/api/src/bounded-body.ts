import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './problems.ts';

/** Two lists of 200,000 customers come to half of this. */
const MOST_BYTES = 20_000_000;

/** Refuses a body that would be held whole and is longer than any that is meant. */
export const boundedBody = bodyLimit({
  maxSize: MOST_BYTES,
  onError: () => {
    throw new ApiError(413, `At most ${MOST_BYTES / 1_000_000} MB are taken here at once.`);
  },
});
