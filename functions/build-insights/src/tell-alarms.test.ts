import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentId, newId } from '@soundings/contracts/ids';
import { type PainAlarm, PainReport } from '@soundings/contracts/pain-point';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { expect, test } from 'vitest';
import { tellAlarms } from './tell-alarms.ts';

const [productId, themeId] = [contentId('product', 'kettle'), contentId('theme', 'lid')];
const alarmed = (since: string): PainAlarm => ({
  id: `${productId}/${themeId}/2026-03-02`,
  since,
  productId,
  themeId,
  names: { 'zh-CN': '盖子', en: 'Lid' },
  week: '2026-03-02T00:00:00.000Z',
  people: 31,
  of: 240,
  expected: 9.5,
  bound: 22,
  history: 40,
  method: 'farrington',
  p: 0.0001,
  q: 0.004,
});
const days = ['2026-03-09', '2026-03-10', '2026-03-11'].map((day) => `${day}T05:00:00.000Z`);

async function openTeam() {
  const store = openStore(
    openSqliteTable(':memory:'),
    await openFolderBucket(await mkdtemp(join(tmpdir(), 'alarms-'))),
  );
  const { webhook } = await store.webhooks.create(
    { url: 'https://team.example/hook', events: ['alarm.raised'] },
    { secret: 'secret' },
  );
  /** Publishes a report with these alarms as a build does. */
  async function publish(createdAt: string, alarms: PainAlarm[]) {
    const build = { id: newId('build', Date.parse(createdAt)), createdAt };
    const report = {
      builtAt: createdAt,
      window: { from: '2026-01-01T00:00:00.000Z', to: createdAt },
      counts: {
        mentions: 0,
        inWindow: 0,
        before: 0,
        after: 0,
        redated: 0,
        otherProducts: 0,
        languages: [],
        analyzers: [],
      },
      ...{ taxonomyVersion: '', themes: [], emergent: [], headline: { 'zh-CN': '', en: '' }, raised: [] },
      ...{ products: [], alarms, gaps: [], swot: [], comparisons: [] },
    } satisfies PainReport;
    await store.reports.write(build.id, 'pains', PainReport, report);
    await store.reports.publish(build);
    const job = { ...build, options: {}, step: null, failure: null, attempts: 1, counts: {}, finishedAt: null };
    return { ...job, status: 'running' as const, progress: 1 };
  }
  const told = async () => (await store.webhooks.deliveries.list(webhook.id, { limit: 50 })).items;
  return { store, publish, told };
}

test('an alarm is told with its numbers when it is raised, once however often a build is killed', async () => {
  const { store, publish, told } = await openTeam();
  const [first = '', second = ''] = days;
  const build = await publish(first, [alarmed(first)]);
  await tellAlarms(build, store);
  await tellAlarms(build, store);
  const deliveries = await told();
  expect(deliveries).toMatchObject([{ type: 'alarm.raised', status: 'waiting' }]);
  const event = await store.webhooks.deliveries.event(deliveries[0]?.id ?? '');
  expect(event?.data).toMatchObject({ people: 31, of: 240, bound: 22, path: `/pain-points/${productId}/${themeId}` });

  await tellAlarms(await publish(second, [alarmed(first)]), store);
  expect(await told()).toHaveLength(1);
});

test('a build that a later one overtook tells nothing', async () => {
  const { store, publish, told } = await openTeam();
  const [first = '', second = ''] = days;
  await publish(second, []);
  await tellAlarms(await publish(first, [alarmed(first)]), store);
  expect(await told()).toEqual([]);
});
