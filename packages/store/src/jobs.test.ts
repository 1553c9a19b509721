import { Build } from '@soundings/contracts/build';
import { newId } from '@soundings/contracts/ids';
import { beforeEach, expect, test, vi } from 'vitest';
import { type Claim, ClaimLost, openJobs, workOff } from './jobs.ts';
import { queuedBuild } from './queued-build.ts';
import { openSqliteTable } from './sqlite-table.ts';

const open = () => openJobs(openSqliteTable(':memory:'), { pk: 'builds', queue: 'build', schema: Build });
let jobs: ReturnType<typeof open>;

beforeEach(() => {
  vi.useRealTimers();
  jobs = open();
});

const build = (id = newId('build')) => queuedBuild({ id });

test('a job is taken up once, reports, and is never taken up again when finished', async () => {
  const { job } = await jobs.create(build());
  const claim = await jobs.claim();
  expect(claim?.job).toMatchObject({ id: job.id, status: 'running' });
  expect(await jobs.claim()).toBeUndefined();
  await claim?.report({ progress: 0.5 });
  expect(await jobs.get(job.id)).toMatchObject({ progress: 0.5, status: 'running' });
  await claim?.finish({ status: 'done', progress: 1 });
  await jobs.resume();
  expect(await jobs.claim()).toBeUndefined();
});

test('a job created again under its id is the former one', async () => {
  const first = await jobs.create(build());
  expect(await jobs.create({ ...build(first.job.id), progress: 0.7 })).toEqual({ job: first.job, created: false });
});

test('a job whose worker is silent goes to another, and the first one learns it', async () => {
  await jobs.create(build());
  const lost = await jobs.claim();
  vi.useFakeTimers({ now: Date.now() + 60_000 });
  const taken = await jobs.claim();
  expect(taken?.job.id).toBe(lost?.job.id);
  await expect(lost?.report({ progress: 0.9 })).rejects.toBeInstanceOf(ClaimLost);
  await taken?.finish({ status: 'done' });
});

test('a job that kills every worker is given up', async () => {
  const { job } = await jobs.create(build());
  for (let i = 0; i < 30; i++) {
    expect(await jobs.claim()).toBeDefined();
    await jobs.resume();
  }
  expect(await jobs.claim()).toBeUndefined();
  expect(await jobs.get(job.id)).toMatchObject({ status: 'failed', failure: expect.stringContaining('30 times') });
});

test('a worker keeps its job during silent work', async () => {
  vi.useFakeTimers();
  await jobs.create(build());
  const claim = await jobs.claim();
  await claim?.during(() => vi.advanceTimersByTimeAsync(300_000));
  expect(await jobs.claim()).toBeUndefined();
  await claim?.finish({ status: 'done' });
});

test('after a restart unfinished jobs are due at once', async () => {
  await jobs.create(build());
  await jobs.claim();
  await jobs.resume();
  expect(await jobs.claim()).toBeDefined();
});

test('a job that is kept out of the queue waits for its start', async () => {
  const { job } = await jobs.create(build(), { start: false });
  expect(await jobs.claim()).toBeUndefined();
  await jobs.start(job.id, { step: 'collect' });
  expect((await jobs.claim())?.job).toMatchObject({ id: job.id, step: 'collect' });
  expect((await jobs.start(job.id, {}))?.status).toBe('running');
});

test('jobs are listed newest first', async () => {
  const ids = [newId('build', 1000), newId('build', 2000), newId('build', 3000)];
  for (const id of ids) await jobs.create(build(id));
  const page = await jobs.list({ limit: 2 });
  expect(page.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  expect((await jobs.list({ limit: 2, after: page.cursor })).items.map(({ id }) => id)).toEqual([ids[0]]);
});

test('a job that is finished amid the work stays so, however long the rest takes', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'] });
  const { job } = await jobs.create(build());
  const claim = await jobs.claim();
  await claim?.during(async () => {
    await claim.finish({ status: 'done' });
    vi.advanceTimersByTime(6000);
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  vi.advanceTimersByTime(60_000);
  expect(await jobs.claim()).toBeUndefined();
  expect(await jobs.get(job.id)).toMatchObject({ status: 'done', attempts: 1 });
});

test('a job that fails each time holds no other back, and says what it failed of', async () => {
  const bad = build();
  const good = [build(), build()];
  for (const each of [bad, ...good]) await jobs.create(each);
  const work = async ({ job, finish }: Claim<Build>) => {
    if (job.id === bad.id) throw new Error('unforeseen');
    await finish({ status: 'done' });
  };
  await expect(workOff(jobs, { work })).rejects.toThrow('unforeseen');
  for (const { id } of good) expect((await jobs.get(id))?.status).toBe('done');
  await jobs.resume();
  expect((await jobs.claim())?.job).toMatchObject({ id: bad.id, attempts: 2 });
});

test('who is stopped takes no other job up', async () => {
  for (const each of [build(), build()]) await jobs.create(each);
  const stop = new AbortController();
  const work = vi.fn(async () => {
    stop.abort(new Error('stopped'));
    throw stop.signal.reason;
  });
  await expect(workOff(jobs, { signal: stop.signal, work })).rejects.toThrow('stopped');
  expect(work).toHaveBeenCalledTimes(1);
});
