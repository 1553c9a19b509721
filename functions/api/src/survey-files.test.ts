import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentId } from '@soundings/contracts/ids';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onError } from './problems.ts';
import { surveyFiles } from './survey-files.ts';

let app: ReturnType<typeof surveyFiles>;
let id: string;
let close: () => Promise<void>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'survey-files-'));
  const store = openStore(openSqliteTable(':memory:'), await openFolderBucket(folder));
  app = surveyFiles({
    store,
    origin: () => 'https://team.example',
    wake: () => {},
    uploadUrl: async () => '',
    maxBodyBytes: 1 << 20,
    addressOf: () => null,
  });
  app.onError(onError);
  const { id: productId } = await store.products.create({ name: 'Teapot', role: 'ours' });
  const definition = surveyTemplates['csat-purchase'].define('Teapot');
  ({ id } = await store.surveys.create({ productId, name: 'CSAT', definition }));
  await store.surveys.publish(id);
  await store.responses.accept({
    id: contentId('surveyResponse', id, 'one'),
    surveyId: id,
    surveyVersion: 1,
    answers: { satisfaction: { number: 2 }, problem: { text: '=cmd()' } },
    scores: {},
    language: 'en',
    startedAt: '2026-01-01T00:00:00.000Z',
    submittedAt: '2026-01-01T00:01:00.000Z',
    customerId: null,
    fields: { order: 'A1' },
    consent: false,
    suspect: [],
    pageSeconds: {},
    quotas: [],
  });
  close = async () => {
    await store.close();
    await rm(folder, { recursive: true });
  };
});
afterAll(() => close());

const post = (path: string, body: string, type: string) =>
  app.request(path, { method: 'POST', body, headers: { 'content-type': type } });

describe('surveys as files', () => {
  it('are exported in three formats, nothing in them for a spreadsheet to run', async () => {
    const csv = await app.request(`/${id}/responses.csv?lang=zh-CN`);
    expect(csv.headers.get('content-disposition')).toContain(`${id}.csv`);
    const text = await csv.text();
    expect(text).toContain(",'=cmd(),");
    expect(text).toContain('各方面的满意程度: 商品质量');
    const lines = await (await app.request(`/${id}/responses.jsonl`)).text();
    expect(JSON.parse(lines).answers.problem.text).toBe('=cmd()');
    const book = Buffer.from(await (await app.request(`/${id}/responses.xlsx`)).arrayBuffer());
    expect(book.subarray(0, 2).toString()).toBe('PK');
    expect((await app.request(`/${id}/responses.csv?version=9`)).status).toBe(409);
    expect((await app.request('/srv_00000000000000000000000000/responses.csv')).status).toBe(404);
  });

  it('sign a link for every customer of a CSV', async () => {
    const answer = await post(`/${id}/links.csv`, 'customer_id,name,order\nc-1,Ann,A7\nc-2,=Bob,\n', 'text/csv');
    // `text()` would leave the byte order mark out.
    const lines = Buffer.from(await answer.arrayBuffer())
      .toString()
      .trimEnd()
      .split('\r\n');
    expect(lines[0]).toBe('\uFEFFcustomer_id,name,order,link');
    expect(lines[1]).toMatch(new RegExp(`^c-1,Ann,A7,https://team.example/s/${id}\\?t=\\S+$`));
    expect(lines[2]).toContain("c-2,'=Bob,,https");
    expect((await post(`/${id}/links.csv`, 'customer_id\n\n', 'text/csv')).status).toBe(400);
    expect((await post(`/${id}/links.csv`, 'name\nAnn\n', 'text/csv')).status).toBe(400);
  });

  it('are read from other tools without being stored', async () => {
    const source = {
      elements: [
        { type: 'rating', name: 'r', rateMin: 0, rateMax: 10 },
        { type: 'file', name: 'f' },
      ],
    };
    const imported = await (await post('/import', JSON.stringify(source), 'application/json')).json();
    expect(imported).toMatchObject({
      definition: { pages: [{ questions: [{ type: 'nps' }] }] },
      report: [{ where: 'f' }],
    });
    const wenjuan = await (
      await post('/import', '1. 您好吗？*[单选题]\n好\n不好\n', 'text/plain; charset=utf-8')
    ).json();
    expect(wenjuan).toMatchObject({ definition: { pages: [{ questions: [{ type: 'single', required: true }] }] } });
    expect((await post('/import', '{', 'application/json')).status).toBe(400);
    const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    expect((await post('/import', 'no workbook', sheet)).status).toBe(400);
  });

  it('are checked before they are published', async () => {
    const definition = { ...surveyTemplates.nps.define('Teapot'), brand: { color: '#ffff00' } };
    const checked = await (await post('/check', JSON.stringify(definition), 'application/json')).json();
    expect(checked).toMatchObject({ problems: [{ path: '/brand/color', blocks: true }] });
  });

  it('are embedded by their address, a frame or a QR code', async () => {
    const embed = (await (await app.request(`/${id}/embed`)).json()) as { url: string; iframe: string; qrCode: string };
    expect(embed.url).toBe(`https://team.example/s/${id}`);
    expect(embed.iframe).toContain(`src="${embed.url}"`);
    expect(embed.qrCode).toMatch(/^<svg/);
  });
});
