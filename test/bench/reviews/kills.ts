import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { Killed, killAt } from '@soundings/scrape/testing/killing';
import { openRig } from '@soundings/scrape/testing/scrape-rig';

const REVIEWS = 120;
const LEASE_MS = 360_000;

export type Kills = { boundaries: number; lost: number; doubled: number };

/** Kills a run of three pages at each of its requests and writes, before and after it, and lets another one go on. */
export async function killEverywhere(): Promise<Kills> {
  const boundaries = (await runKilledAt(Number.POSITIVE_INFINITY, 'before')).passed;
  const kills: Kills = { boundaries, lost: 0, doubled: 0 };
  for (let at = 1; at <= boundaries; at++) {
    for (const moment of ['before', 'after'] as const) {
      const { stored, distinct } = await runKilledAt(at, moment);
      kills.lost += REVIEWS - distinct;
      kills.doubled += stored - distinct;
    }
  }
  return kills;
}

async function runKilledAt(at: number, moment: 'before' | 'after') {
  const fixture = connectorFixtures.find(({ connector }) => connector === 'steam');
  if (!fixture) throw new Error('there is no such fixture');
  const rig = await openRig(fixture, { reviews: sampleReviews(REVIEWS) });
  try {
    const process = killAt(at, moment);
    const { table, bucket } = rig;
    await rig
      .work({ table: process.table(table), bucket: process.bucket(bucket), request: process.request })
      .catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    const passed = process.passed();
    for (let i = 0; i < 5 && !(await rig.present()).lastRun?.finishedAt; i++) {
      rig.state.time += LEASE_MS;
      await rig.work();
    }
    const feedback = await rig.feedback();
    return { passed, stored: feedback.length, distinct: new Set(feedback.map(({ text }) => text)).size };
  } finally {
    await rig.close();
  }
}
