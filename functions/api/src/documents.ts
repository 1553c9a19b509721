import { Problem } from '@soundings/contracts/problem';
import * as z from 'zod';

/** A list as every route answers it: a page of items, and where the next one begins if there is one. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), cursor: z.string().optional() });
}

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

/** A JSON body of an answer or a request, for a route's description. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

/** A JSON body that a request must have, for a route’s description. */
export function requiredJson<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** An error answer, for a route's description. */
export function problems(description: string) {
  return { description, content: { 'application/problem+json': { schema: Problem } } };
}
