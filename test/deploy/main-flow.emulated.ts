import { beforeAll, expect, test } from 'vitest';
import { formOf } from '../flows/respondent.ts';
import { type Answer, ask, type Document, operatorsKey } from './deployed.ts';

let authorization: string;
beforeAll(async () => {
  authorization = `Bearer ${await operatorsKey()}`;
});

const get = (path: string) => ask('GET', path, { headers: { authorization } });
const post = (path: string, body = '', type = 'application/json') =>
  ask('POST', path, { headers: { authorization, 'content-type': type }, body });

/** Asks again every half second until the answer is as wanted. */
async function until(path: string, isWanted: (answer: Answer) => boolean, withinMs = 90_000): Promise<Document> {
  let last: Answer | undefined;
  for (const end = Date.now() + withinMs; Date.now() < end; ) {
    last = await get(path);
    if (isWanted(last)) return last.json;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${path} stayed ${last?.status} ${last?.text.slice(0, 2000)}`);
}

const isOver = ({ json }: Answer) => json.status === 'done' || json.status === 'failed';
const REVIEWS = [
  'The strap broke after a week, very disappointing.',
  'Battery life is great.',
  '表带一周就断了，很失望',
];
const csv = `text,rating\n${REVIEWS.map((text, i) => `"${text}",${i + 1}`).join('\n')}\n`;
let productId: string;

test('an import is woken, and its texts are analysed by way of the table’s stream', async () => {
  productId = (await post('/v1/products', JSON.stringify({ name: 'Watch', role: 'ours' }))).json.id;
  const sent = await post(`/v1/imports?kind=reviews&productId=${productId}`, csv, 'text/csv');
  expect(sent).toMatchObject({ status: 202 });
  expect(await until(`/v1/imports/${sent.json.id}`, isOver)).toMatchObject({ status: 'done', accepted: 3 });
  const { items } = await until(`/v1/feedback?productId=${productId}`, ({ json }) =>
    json.items.every(({ status }) => status === 'analysed'),
  );
  expect(items).toHaveLength(3);
});

test('a file that is put to its upload address is imported by way of EventBridge', async () => {
  const { status, json } = await post('/v1/imports?kind=purchases');
  expect(status).toBe(202);
  const body = 'customer_id,date,amount\nc1,2026-01-02,9.50\nc2,2026-01-03,12.00\n';
  expect((await fetch(json.uploadUrl, { method: 'PUT', body })).status).toBe(200);
  expect(await until(`/v1/imports/${json.id}`, isOver)).toMatchObject({ status: 'done', accepted: 2 });
});

test('a hosted survey is filled in, and its texts become feedback', async () => {
  const { json: survey } = await post('/v1/surveys', JSON.stringify({ template: 'product-feedback', productId }));
  expect((await post(`/v1/surveys/${survey.id}/publish`)).status).toBe(200);
  const answers = { recommend: '3', satisfaction: '2', uses: 'work', tenure: 'under-1m', quoting: 'yes' };
  let page = (await ask('GET', `/s/${survey.id}`)).text;
  for (let step = 0; step < 20 && page.includes('name="_state"'); step++) {
    const body = formOf(page, { ...answers, problem: 'The crown is loose.' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(survey.url).origin };
    const answer = await ask('POST', `/s/${survey.id}`, { body, headers });
    expect(answer).toMatchObject({ status: 200 });
    page = answer.text;
  }
  const { items } = await until(`/v1/surveys/${survey.id}/responses`, ({ json }) => json.items?.length > 0);
  expect(items).toHaveLength(1);
  await until(`/v1/feedback?productId=${productId}`, ({ json }) =>
    json.items.some(({ text, status }) => text === 'The crown is loose.' && status === 'analysed'),
  );
});

test('a build is woken and publishes pain points, segments and personas', async () => {
  const { json } = await post('/v1/insights/builds', '{}');
  // Sooner than the sweep comes by.
  await until(`/v1/insights/builds/${json.id}`, (answer) => answer.json.status !== 'queued', 20_000);
  expect(await until(`/v1/insights/builds/${json.id}`, isOver)).toMatchObject({ status: 'done' });
  for (const path of [`/v1/pain-points?productId=${productId}`, '/v1/segments', '/v1/personas']) {
    expect(await get(path)).toMatchObject({ status: 200, json: { items: expect.anything() } });
  }
});
