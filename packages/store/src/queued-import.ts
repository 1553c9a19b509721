import type { Import } from '@soundings/contracts/import';

type Wanted = Pick<Import, 'id' | 'kind' | 'productId' | 'object'> & Partial<Import>;

/** An import of which nothing is read yet. */
export function queuedImport(wanted: Wanted): Import {
  return {
    format: null,
    mapping: null,
    options: {},
    status: 'queued',
    size: null,
    processed: 0,
    read: 0,
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    problems: [],
    quality: null,
    failure: null,
    attempts: 0,
    createdAt: new Date().toISOString(),
    finishedAt: null,
    ...wanted,
  };
}
