import { afterEach, expect, test } from 'vitest';
import { LocalServer, until } from './local-server.ts';
import { formOf } from './respondent.ts';

let server: LocalServer;
afterEach(() => server.remove());

const REVIEWS = 3000;
const ORDERS = 20_000;

const reviewFile = () =>
  `id,review,rating\n${Array.from({ length: REVIEWS }, (_, i) => `r${i},${i % 2 ? '物流太慢了' : 'the lid broke'} ${i},${1 + (i % 5)}`).join('\n')}\n`;
const orderFile = () =>
  `order_id,customer_id,date,amount\n${Array.from({ length: ORDERS }, (_, i) => `o${i},c${i % 900},2026-01-${String(1 + (i % 28)).padStart(2, '0')},${1 + (i % 50)}`).join('\n')}\n`;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Kills the server after these many milliseconds, again and again, starting it anew each time. */
async function killAfter(times: readonly number[]): Promise<void> {
  for (const ms of times) {
    await sleep(ms);
    await server.kill();
    await server.restart();
  }
}

/** Sends responses one after the other through kills until told to stop; a form is sent again until it is acknowledged. */
function keepResponding(survey: string) {
  let goOn = true;
  const acknowledged: string[] = [];
  const url = `${server.origin}/s/${survey}`;

  async function insist(send: () => Promise<Response>): Promise<string> {
    let page: string | undefined;
    await until(async () => {
      const answer = await send().catch(() => undefined);
      page = answer?.ok ? await answer.text().catch(() => undefined) : undefined;
      return page !== undefined;
    });
    return page ?? '';
  }

  async function run(): Promise<void> {
    for (let i = 0; goOn; i++) {
      const answers = { recommend: '9', satisfaction: '4', problem: `第 ${i} 条：盖子坏了`, tenure: '1-6m' };
      const first = await insist(() => fetch(url));
      const second = await insist(() => fetch(url, { method: 'POST', body: formOf(first, answers) }));
      const last = formOf(second, answers);
      await insist(() => fetch(url, { method: 'POST', body: last }));
      acknowledged.push(answers.problem);
      if (i % 3 === 0) await insist(() => fetch(url, { method: 'POST', body: last }));
    }
  }

  const ended = run();
  return {
    async stop(): Promise<string[]> {
      goOn = false;
      await ended;
      return acknowledged;
    },
  };
}

test('whatever was acknowledged survives kills during imports, analysis and responses, and nothing is there twice', async () => {
  server = await LocalServer.start();
  const product = await server.createProduct('Kettle', 'ours');
  const survey = await server.publishedSurvey(product);
  const respondent = keepResponding(survey);
  const reviews = await server.sendFile(`kind=reviews&productId=${product}`, reviewFile());
  const orders = await server.sendFile('kind=purchases', orderFile());

  await killAfter([150, 400, 90, 700, 250]);
  const acknowledged = await respondent.stop();

  expect(await server.finished(`/v1/imports/${reviews}`)).toMatchObject({
    read: REVIEWS,
    accepted: REVIEWS,
    duplicates: 0,
  });
  expect(await server.finished(`/v1/imports/${orders}`)).toMatchObject({
    read: ORDERS,
    accepted: ORDERS,
    duplicates: 0,
  });

  const responses = await everything(`/v1/surveys/${survey}/responses`);
  expect(responses.map(({ answers }) => answers.problem.text).sort()).toEqual([...acknowledged].sort());

  const build = await server.build();
  expect(build).toMatchObject({
    status: 'done',
    counts: { feedback: REVIEWS + acknowledged.length, purchases: ORDERS },
  });
  const texts = await everything(`/v1/feedback?productId=${product}`);
  expect(new Set(texts.map(({ id }) => id)).size).toBe(REVIEWS + acknowledged.length);
  expect(texts.every(({ status }) => status === 'analysed')).toBe(true);
}, 120_000);

test('a build that is killed again and again ends as an undisturbed one does', async () => {
  server = await LocalServer.start();
  const product = await server.createProduct('Kettle', 'ours');
  const imports = [
    await server.sendFile(`kind=reviews&productId=${product}`, reviewFile()),
    await server.sendFile('kind=purchases', orderFile()),
  ];
  for (const id of imports) await server.finished(`/v1/imports/${id}`);

  const { body } = await server.post('/v1/insights/builds', {});
  await killAfter([100, 300, 500, 700, 900]);
  expect(await server.finished(`/v1/insights/builds/${body.id}`)).toMatchObject({ status: 'done' });
  const disturbed = await insights();
  await server.build();
  expect(await insights()).toEqual(disturbed);
}, 120_000);

/** What a build says, without what differs from build to build. */
async function insights() {
  const pains = (await server.get('/v1/pain-points')).body.items;
  const segments = (await server.get('/v1/segments')).body.items;
  return {
    pains: pains.map(({ id, people, feedback, mentions, quotes }: any) => ({ id, people, feedback, mentions, quotes })),
    segments,
  };
}

async function everything(path: string): Promise<any[]> {
  const items: any[] = [];
  for (let cursor = ''; ; ) {
    const query = `limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await server.get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
    items.push(...body.items);
    if (!body.cursor) return items;
    cursor = body.cursor;
  }
}
