import * as z from 'zod';

/** What is wrong with one field of a request. `path` is a JSON Pointer into the body, or `?name` for a query parameter. */
export const FieldProblem = z.object({ path: z.string(), message: z.string() }).meta({ id: 'FieldProblem' });

/** An error as RFC 9457 has it. `detail` says what to do, never what the machine was doing. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(FieldProblem).optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
