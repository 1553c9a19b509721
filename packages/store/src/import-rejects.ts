import * as z from 'zod';
import type { Bucket } from './bucket.ts';

const Rejects = z.array(z.object({ line: z.int(), reason: z.string() }));
type Rejects = z.infer<typeof Rejects>;

/** Which lines of imported files were not taken in, and why: by number, never by what they say. */
export function openImportRejects(bucket: Bucket) {
  const keyOf = (importId: string) => `imports/${importId}/rejects.json`;

  return {
    async write(importId: string, rejects: Readonly<Rejects>): Promise<void> {
      if (rejects.length > 0) await bucket.put(keyOf(importId), JSON.stringify(rejects));
    },

    async read(importId: string): Promise<Rejects> {
      const body = await bucket.get(keyOf(importId));
      return body ? Rejects.parse(JSON.parse(body.toString('utf8'))) : [];
    },
  };
}
