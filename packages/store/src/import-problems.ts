import * as z from 'zod';
import type { Bucket } from './bucket.ts';

const Lines = z.array(z.object({ line: z.int(), reason: z.string() }));
type Lines = z.infer<typeof Lines>;

/** Which lines of imported files were not taken in, or only in part, and why: by number, never by what they say. */
export function openImportProblems(bucket: Bucket) {
  // Named when it held only those that were not taken in.
  const keyOf = (importId: string) => `imports/${importId}/rejects.json`;

  return {
    async write(importId: string, lines: Readonly<Lines>): Promise<void> {
      if (lines.length > 0) await bucket.put(keyOf(importId), JSON.stringify(lines));
    },

    remove: (importId: string): Promise<void> => bucket.remove(keyOf(importId)),

    async read(importId: string): Promise<Lines> {
      const body = await bucket.get(keyOf(importId));
      return body ? Lines.parse(JSON.parse(body.toString('utf8'))) : [];
    },
  };
}
