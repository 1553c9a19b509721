import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterEach, describe, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const present = existsSync(data);
if (!present) console.log('skipped: the flow on real data, since ../shared/data is not here');

const read = async (name: string) => gunzipSync(await readFile(new URL(name, data)));

describe.skipIf(!present)('on real data', () => {
  let server: LocalServer;
  afterEach(() => server.remove());

  const rowsOf = (job: any) => job.accepted + job.duplicates + job.rejected;
  async function imported(query: string, file: string | Uint8Array<ArrayBuffer>): Promise<any> {
    const job = await server.finished(`/v1/imports/${await server.sendFile(query, file)}`);
    expect(job).toMatchObject({ status: 'done', read: rowsOf(job) });
    return job;
  }

  test('airlines’ tweets and a shop’s dirty orders become gaps, segments and personas', async () => {
    server = await LocalServer.start();
    const tweets: Record<string, string>[] = parse(await read('reviews-en/airline_tweets.csv.gz'), {
      columns: true,
      bom: true,
    });
    const airlines = [...new Set(tweets.map(({ airline = '' }) => airline))];
    for (const airline of airlines) {
      const product = await server.createProduct(airline, airline === 'United' ? 'ours' : 'competitor');
      const rows = tweets.filter((tweet) => tweet.airline === airline);
      const job = await imported(`kind=reviews&productId=${product}`, stringify(rows, { header: true }));
      expect(job).toMatchObject({ read: rows.length, rejected: 0 });
    }
    const orders = await imported(
      'kind=purchases&options={"currency":"GBP"}',
      await read('purchases/online_retail_dev.csv.gz'),
    );
    expect(orders.read).toBe(285_421);
    expect(orders.accepted).toBeGreaterThan(190_000);
    expect(orders.quality).toMatchObject({ grade: expect.stringMatching(/[A-E]/), net: [{ currency: 'GBP' }] });

    expect(await server.build()).toMatchObject({ status: 'done', counts: { purchases: orders.accepted } });
    const segments = (await server.get('/v1/segments')).body;
    const sizes = segments.items.reduce((sum: number, { n }: any) => sum + n, 0);
    expect(sizes).toBe(segments.report.customers);
    const pains = (await server.get('/v1/pain-points')).body.items;
    expect(pains.length).toBeGreaterThan(20);
    for (const { people } of pains) expect(people.low <= people.share && people.share <= people.high).toBe(true);
    expect((await server.get('/v1/swot')).body.items.length).toBeGreaterThan(0);
    expect((await server.get('/v1/personas')).body.items.length).toBeGreaterThan(5);
  }, 240_000);

  test('Chinese shopping reviews and a table without a header become pain points and segments', async () => {
    server = await LocalServer.start();
    const product = await server.createProduct('商城', 'ours');
    const reviews = await imported(
      `kind=reviews&productId=${product}`,
      await read('reviews-zh/online_shopping_10_cats.csv.gz'),
    );
    expect(reviews).toMatchObject({ read: 37_769 });
    expect(reviews.accepted).toBeGreaterThan(37_000);
    const mapping = JSON.stringify({ customerId: 1, date: 3, quantity: 4, amount: 5 });
    const cdnow = await readFile(new URL('purchases/cdnow/CDNOW_sample.txt', data));
    const orders = await imported(
      `kind=purchases&mapping=${encodeURIComponent(mapping)}&options={"currency":"USD"}`,
      Uint8Array.from(cdnow),
    );
    expect(orders.read).toBe(6919);

    expect(await server.build()).toMatchObject({ status: 'done', counts: { feedback: reviews.accepted } });
    const pains = (await server.get(`/v1/pain-points?productId=${product}`)).body.items;
    expect(pains.length).toBeGreaterThan(5);
    expect(pains[0].quotes[0].text).toMatch(/\p{Script=Han}/u);
    expect((await server.get('/v1/segments')).body.report.customers).toBeGreaterThan(2300);
  }, 240_000);
});
