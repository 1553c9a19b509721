import type { Build } from '@soundings/contracts/build';

/** A build of which nothing is done yet. */
export function queuedBuild(wanted: Pick<Build, 'id'> & Partial<Build>): Build {
  return {
    options: {},
    status: 'queued',
    step: null,
    progress: 0,
    failure: null,
    attempts: 0,
    counts: {},
    createdAt: new Date().toISOString(),
    finishedAt: null,
    ...wanted,
  };
}
