import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { unsupportedClaims } from '@soundings/personas/claims';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';
import { fillIn } from './respondent.ts';

const data = new URL('../../../shared/data/', import.meta.url);
const present = existsSync(data);
if (!present) console.log('skipped: personas of real households and reviewers, since ../shared/data is not here');

type Row = Record<string, string>;
const read = (name: string): Row[] =>
  parse(gunzipSync(readFileSync(new URL(name, data))), { columns: true, bom: true, relax_quotes: true });
const both = (zh: string, en: string) => ({ 'zh-CN': zh, en });
/** A choice's code of what a file has. */
const code = (value: string) => value.replace('+', '-plus').replaceAll(/[^\w-]/g, '-');
const choices = (rows: readonly Row[], column: string) =>
  [...new Set(rows.map((row) => row[column] ?? ''))]
    .filter((value) => value !== '')
    .sort()
    .map((value) => ({ value: code(value), label: both(`${value}`, value) }));

describe.skipIf(!present)('personas of real people, by the doors that a team uses', () => {
  let server: LocalServer;
  let product: string;
  beforeEach(async () => {
    server = await LocalServer.start();
    product = await server.createProduct('The shop', 'ours');
  });
  afterEach(() => server.remove());

  async function imported(query: string, rows: readonly Row[]): Promise<any> {
    const id = await server.sendFile(query, stringify([...rows], { header: true }));
    const job = await server.finished(`/v1/imports/${id}`);
    expect(job).toMatchObject({ status: 'done', read: rows.length });
    return job;
  }

  /** Publishes a survey, signs a link for each line of a CSV, and fills the survey in by each of the links. */
  async function survey(questions: object[], people: readonly Row[], answersOf: (person: Row) => Row): Promise<void> {
    const pages = [{ id: 'you', questions }];
    const definition = { title: both('关于您', 'About you'), languages: ['zh-CN', 'en'], minimumSeconds: 0, pages };
    const { body } = await server.post('/v1/surveys', { productId: product, definition });
    expect((await server.post(`/v1/surveys/${body.id}/publish`)).status).toBe(200);
    const csv = {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: stringify([...people], { header: true }),
    };
    const signed: Row[] = parse((await server.request(`/v1/surveys/${body.id}/links.csv`, csv)).body, {
      columns: true,
      bom: true,
    });
    for (const [i, person] of signed.entries()) {
      const { pathname, search } = new URL(person.link ?? '');
      const page = `${pathname}${search}&lang=${i % 2 ? 'en' : 'zh-CN'}`;
      expect((await fillIn(server, page, answersOf(person))).status).toBe(200);
    }
  }

  /** Reads every document as a team does: JSON, Markdown and page in both languages; then the table of all. */
  async function personas(): Promise<any[]> {
    expect(await server.build()).toMatchObject({ status: 'done' });
    const { items } = (await server.get('/v1/personas')).body;
    for (const persona of items) {
      expect(unsupportedClaims(persona)).toEqual([]);
      for (const language of ['zh-CN', 'en']) {
        const name = persona.name[language];
        const markdown = (await server.get(`/v1/personas/${persona.id}/document.md?lang=${language}`)).body;
        const page = (await server.get(`/personas/${persona.id}?lang=${language}`)).body;
        expect(markdown).toContain(`# ${name}`);
        expect(page).toContain(name.replaceAll('&', '&amp;'));
        for (const text of [markdown, page]) expect(text).not.toMatch(/undefined|NaN|\[object|XXX|\{\w+\} ?[,.;]/);
        expect(`${persona.summary[language]} ${persona.grade.why[language]}`).not.toMatch(
          language === 'en' ? /[，。；：]|\.\.| {2}/ : /。。| {2}|undefined/,
        );
      }
      const counts = Object.values<any>(persona.dimensions).flatMap(({ distribution }) => distribution);
      for (const { count } of counts) expect(count % 5 === 0 && count > 0).toBe(true);
    }
    return items;
  }

  test('households of a grocery: what they buy, and the age and income that they gave', async () => {
    const people = read('purchases/completejourney/demographics.csv.gz').filter((_, i) => i % 6 === 0);
    const ids = new Set(people.map(({ household_id }) => household_id));
    const products = new Map(read('purchases/completejourney/products.csv.gz').map((row) => [row.product_id, row]));
    const lines = read('purchases/completejourney/transactions_sample.csv.gz')
      .filter(({ household_id }) => ids.has(household_id))
      .map((line) => ({ ...line, aisle: products.get(line.product_id)?.department ?? '' }));
    const mapping = { orderId: 'basket_id', customerId: 'household_id', category: 'aisle', amount: 'sales_value' };
    const query = new URLSearchParams({
      kind: 'purchases',
      mapping: JSON.stringify({ ...mapping, date: 'transaction_timestamp', sku: 'product_id', quantity: 'quantity' }),
      options: '{"currency":"USD"}',
    });
    await imported(String(query), lines);
    const columns = { age: 'age', income: 'income', household: 'household_comp' };
    const questions = Object.entries(columns).map(([id, column]) => {
      return { type: 'single', id, dimension: id, title: both(id, id), choices: choices(people, column) };
    });
    await survey(
      questions,
      people.map(({ household_id = '', ...row }) => ({ customer_id: household_id, ...row })),
      (person) => Object.fromEntries(Object.entries(columns).map(([id, column]) => [id, code(person[column] ?? '')])),
    );

    const told = (await personas()).filter(({ segment }) => segment.n !== null);
    expect(told.length).toBeGreaterThan(3);
    const champions = told.find(({ segment }) => segment.ids[0] === 'champions');
    expect(champions.dimensions.age).toMatchObject({ source: 'survey', missing: null });
    expect(champions.summary.en).toMatch(/typically for USD \d/);
    expect(champions.summary['zh-CN']).toMatch(/客单价中位数 \d[\d.]* USD/);
    expect(champions.name.en).toMatch(/^Champions/);
    expect(champions.movement.since < champions.customersAt).toBe(true);
    const table = (await server.get('/personas/side-by-side?lang=zh-CN')).body;
    for (const { name } of told) expect(table).toContain(name['zh-CN']);
  }, 60_000);

  test('reviewers of clothes who gave their age: what hurts whom, without any purchase', async () => {
    const rows = read('reviews-en/womens_clothing.csv.gz')
      .filter((row, i) => i % 60 === 0 && row['Review Text'])
      .map((row) => ({
        customer_id: `w${row.src_idx}`,
        text: row['Review Text'] ?? '',
        rating: row.Rating ?? '',
        years: row.Age ?? '',
      }));
    await imported(
      `kind=reviews&productId=${product}`,
      rows.map(({ years: _, ...review }) => review),
    );
    const age = { type: 'number', id: 'age', dimension: 'age', title: both('年龄', 'Age'), min: 10, max: 110 };
    await survey(
      [age],
      rows.map(({ customer_id, years }) => ({ customer_id, years })),
      ({ years = '' }) => ({ age: years }),
    );
    const rule = (id: string, zh: string, en: string, limit: object) => {
      return { id, name: both(zh, en), where: [{ dimension: 'age', ...limit }] };
    };
    const rules = [
      rule('younger', '45 岁以下', 'Under 45', { below: 45 }),
      rule('older', '45 岁及以上', '45 and over', { atLeast: 45 }),
    ];
    const settings = { k: 5, legalBasis: [], groupings: [{ id: 'age', name: both('按年龄', 'By age'), rules }] };
    const put = {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ basedOn: 0, settings }),
    };
    expect((await server.request('/v1/persona-settings', put)).status).toBe(200);

    const items = await personas();
    expect(items.map(({ name }) => name.en)).toEqual(['Under 45', '45 and over']);
    for (const { pains, praise, segment, summary } of items) {
      expect(segment).toMatchObject({ unit: 'respondents' });
      expect(pains[0].name.en).toBe('Fit and sizing');
      expect(praise.map(({ name }: any) => name.en)).not.toContain('Disappointed overall');
      const quotes = pains.flatMap((pain: any) => pain.quotes.map(({ text }: any) => text.toLowerCase()));
      expect(quotes.length).toBeGreaterThan(3);
      expect(new Set(quotes).size / quotes.length).toBeGreaterThan(0.8);
      expect(summary.en).toMatch(/Not known: what they buy; how they feel about us\./);
    }
  }, 60_000);
});
