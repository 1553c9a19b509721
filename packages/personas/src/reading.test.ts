import type { Persona } from '@soundings/contracts/persona';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPersonas } from './build-personas.ts';
import { unsupportedClaims } from './claims.ts';
import { personasCsv } from './csv.ts';
import { DifferentPersonasError, diffPersonas } from './diff.ts';
import { eraseQuotes } from './erasure.ts';
import { personaMarkdown } from './markdown.ts';
import { openLake } from './testing/lake.ts';
import { customer, mention, SEGMENT_NAMES, SURVEYS, shopRows, storeLake, THEMES, themed } from './testing/shop.ts';
import { PublishedPersonaError, publishPersona } from './versions.ts';

let lake: Awaited<ReturnType<typeof openLake>>;
let champions: Persona;
let sleepers: Persona;
const words = { themes: THEMES, surveys: SURVEYS, segmentNames: SEGMENT_NAMES, snapshot: '2026-03-01' };

beforeAll(async () => {
  lake = await openLake();
  const tables = await storeLake(lake.engine, 'reading', shopRows({ customers: 800, seed: 5 }));
  [champions, , sleepers] = (await buildPersonas({ engine: lake.engine, tables, ...words })) as [
    Persona,
    Persona,
    Persona,
  ];
});
afterAll(() => lake.close());

describe('Markdown', () => {
  test('tells the document in either language, and no word of the other', () => {
    const english = personaMarkdown(champions, 'en');
    expect(english).toContain('# Champions: highest-spending veteran buyers, mostly women');
    expect(english).toMatch(/\| Gender \| women \| \d+% \(\d+%–\d+%\) ▲ \| \d+% \| surveys, n≈\d+ \|/);
    expect(english).not.toMatch(/[\u4e00-\u9fff]/);
    const chinese = personaMarkdown(champions, 'zh-CN');
    expect(chinese).toContain('## 痛点');
    expect(chinese).toContain('重要价值客户');
    expect(chinese.replaceAll(/`[^`]*`|^.*: (?:customers|answers).*$|> .*$/gm, '')).not.toMatch(
      /\b(?:the|and|of|with)\b/,
    );
  });

  test('lets no text from outside act', () => {
    const [pain] = champions.pains;
    const quote = { ...pain!.quotes[0]!, text: '<script>alert(1)</script> **bold** [a](javascript:x) |' };
    const markdown = personaMarkdown({ ...champions, pains: [{ ...pain!, quotes: [quote] }] }, 'en');
    expect(markdown).toContain('&lt;script&gt;alert(1)&lt;/script&gt; \\*\\*bold\\*\\* \\[a\\](javascript:x)');
  });
});

test('CSV has one row a claim, and no cell that a spreadsheet would run', () => {
  const label = { en: '=HYPERLINK("http://x")' };
  const csv = personasCsv([champions, { ...sleepers, segment: { ...sleepers.segment, label } }], 'en');
  const lines = csv.trim().split('\r\n');
  expect(lines[0]).toContain('persona,version,section');
  for (const line of lines.slice(1)) expect(line).toMatch(/,(people|answers|recorded|categories|themes)$/);
  expect(personasCsv([champions], 'zh-CN').split('\r\n')[0]).toContain('画像,版本,部分,编号');
  expect(lines.length).toBeGreaterThan(60);
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
});

describe('versions', () => {
  test('a published one does not change, and the next build is the next version', async () => {
    const published = publishPersona(champions);
    expect(() => publishPersona(published)).toThrow(PublishedPersonaError);
    const tables = await storeLake(lake.engine, 'next', shopRows({ customers: 800, seed: 6 }));
    const [next] = await buildPersonas({ engine: lake.engine, tables, ...words, previous: [published] });
    expect(next).toMatchObject({ id: champions.id, version: 2, parent: 1, status: 'draft' });
    const [draft] = await buildPersonas({ engine: lake.engine, tables, ...words, previous: [champions] });
    expect(draft).toMatchObject({ version: 1, parent: null });
  });

  test('a diff is a JSON Patch and an account of what is beyond chance', () => {
    const moved: Persona = {
      ...champions,
      version: 2,
      dimensions: { ...champions.dimensions, gender: sleepers.dimensions.gender! },
    };
    const diff = diffPersonas(champions, moved);
    expect(diff.patch).toContainEqual({ op: 'replace', path: '/version', value: 2 });
    const changed = diff.changes.filter(({ verdict }) => verdict === 'changed').map(({ claim }) => claim);
    expect(changed).toEqual(['dimension/gender/f', 'dimension/gender/m']);
    expect(diff.account.en).toMatch(/Changed beyond chance: Gender women: \d+% → \d+%/);
    expect(diff.account['zh-CN']).toContain('超出误差的变化：性别 女性');
    expect(diffPersonas(champions, champions)).toMatchObject({ patch: [] });
    expect(() => diffPersonas(champions, sleepers)).toThrow(DifferentPersonasError);
  });

  test('who moved in and out is told, streams under k not', async () => {
    const before = Array.from({ length: 60 }, (_, i) =>
      customer(`c${i}`, { segment: i < 40 ? 'champions' : 'hibernating', snapshot: '2026-02-01' }),
    );
    const now = Array.from({ length: 60 }, (_, i) =>
      customer(`c${i}`, { segment: i < 30 || i >= 57 ? 'champions' : 'hibernating', snapshot: '2026-03-01' }),
    );
    const tables = await storeLake(lake.engine, 'moved', { customers: [...before, ...now] });
    const old = { ...champions, customersAt: '2026-02-01' };
    const [next] = await buildPersonas({ engine: lake.engine, tables, ...words, previous: [publishPersona(old)] });
    expect(next!.movement).toMatchObject({
      since: '2026-02-01',
      stayed: 30,
      entered: [],
      left: [{ group: 'hibernating', n: 10 }],
    });
    expect(unsupportedClaims(next!)).toEqual([]);
    expect(diffPersonas(old, next!).account.en).toContain(
      'about 30 stayed; came from: none that can be told; went to: Hibernating 10',
    );
    const [first] = await buildPersonas({ engine: lake.engine, tables, ...words });
    expect(first!.movement).toMatchObject({ since: '2026-02-01', stayed: 30 });
    const [again] = await buildPersonas({ engine: lake.engine, tables, ...words, previous: [publishPersona(first!)] });
    expect(again!.movement).toEqual(first!.movement);
    expect(diffPersonas(first!, again!).movement).toBeNull();
  });
});

test('erasing a person takes their quotes out of old versions, and nothing else', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => customer(`c${i}`, {}));
  const mentions = rows.map((row, i) =>
    mention(`m${i}`, { customer_id: row.customer_id ?? null, quote: `It came late, no. ${i}` }),
  );
  const tables = await storeLake(lake.engine, 'erased', {
    customers: rows,
    mentions,
    theme_mentions: mentions.map((row) => themed(row, 'delivery')),
  });
  const [persona] = await buildPersonas({ engine: lake.engine, tables, ...words });
  const published = publishPersona(persona!);
  const gone = published.pains[0]!.quotes[0]!.feedbackId;
  const erased = eraseQuotes(published, new Set([gone]));
  expect(JSON.stringify(erased)).not.toContain(gone);
  expect(erased.pains[0]).toMatchObject({ count: published.pains[0]!.count, quotes: { length: 2 } });
  expect(unsupportedClaims(erased)).toEqual([]);
  expect(eraseQuotes(erased, new Set([gone]))).toBe(erased);
});
