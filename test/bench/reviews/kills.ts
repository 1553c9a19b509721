import type { ConnectorFixture } from '@soundings/reviews/testing/connector-fixture';
import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { Killed, killAt } from '@soundings/scrape/testing/killing';
import { openRig } from '@soundings/scrape/testing/scrape-rig';

const REVIEWS = 120;
const LEASE_MS = 360_000;
/** A cursor that goes on, a list with its details, and countries of their own. */
const TRIED: readonly ConnectorFixture[] = [
  fixtureOf('steam'),
  fixtureOf('discourse'),
  { ...fixtureOf('apple-app-store'), config: { appId: '1234567890', countries: ['us', 'cn'] } },
];

export type Kills = { boundaries: number; lost: number; doubled: number };

/** Kills a run of each at each of its requests and writes, before and after it, and lets another one go on. */
export async function killEverywhere(): Promise<Kills> {
  const kills: Kills = { boundaries: 0, lost: 0, doubled: 0 };
  for (const fixture of TRIED) {
    const { passed } = await runKilledAt(Number.POSITIVE_INFINITY, { moment: 'before', fixture });
    kills.boundaries += passed;
    for (let at = 1; at <= passed; at++) {
      for (const moment of ['before', 'after'] as const) {
        const { stored, distinct } = await runKilledAt(at, { moment, fixture });
        kills.lost += REVIEWS - distinct;
        kills.doubled += stored - distinct;
      }
    }
  }
  return kills;
}

async function runKilledAt(at: number, { moment, fixture }: { moment: 'before' | 'after'; fixture: ConnectorFixture }) {
  const rig = await openRig(fixture, { reviews: sampleReviews(REVIEWS) });
  try {
    const { table, bucket, request, passed } = killAt(at, moment);
    await rig.work({ table: table(rig.table), bucket: bucket(rig.bucket), request }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    for (let i = 0; i < 5 && !(await rig.present()).lastRun?.finishedAt; i++) {
      rig.state.time += LEASE_MS;
      await rig.work();
    }
    const feedback = await rig.feedback();
    return { passed: passed(), stored: feedback.length, distinct: new Set(feedback.map(({ text }) => text)).size };
  } finally {
    await rig.close();
  }
}

function fixtureOf(connector: string): ConnectorFixture {
  const fixture = connectorFixtures.find((each) => each.connector === connector);
  if (!fixture) throw new Error(`there is no site for ${connector}`);
  return fixture;
}
