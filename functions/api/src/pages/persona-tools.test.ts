import { expect, test } from 'vitest';
import { startTestApp } from './test-app.ts';

const { app, store, cookie } = await startTestApp();
const EVIL = '"><script>alert(1)</script>';

const page = async (path: string, language = 'en') =>
  (
    await app.request(path, { headers: { cookie: `${cookie}; soundings-language=${language}`, accept: 'text/html' } })
  ).text();
const post = (path: string, fields: Record<string, string> | [string, string][]) =>
  app.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { cookie, origin: 'http://localhost' },
    redirect: 'manual',
  });

const TEXTS = ['message', 'channel', 'timing', 'offer', 'measure'];
const rule = (more: Record<string, string> = {}) => ({
  basedOn: '0',
  id: 'say-hello',
  segments: 'champions',
  pNoneAbove: '60',
  days: '30',
  worthwhile: '20',
  ...Object.fromEntries(
    TEXTS.flatMap((name) => [
      [`${name}.zh-CN`, '问候{segment}'],
      [`${name}.en`, 'Hello {segment}'],
    ]),
  ),
  ...more,
});

test.each(['en', 'zh-CN'])('the rule book shows every rule as it came, in %s', async (language) => {
  const html = await page('/strategies', language);
  expect(html.match(/class="card"/g)?.length).toBe(10);
  expect(html).toContain(language === 'en' ? 'This is the book as it came.' : '这是自带的规则库。');
});

test('a rule is added, changed, removed and everything put back', async () => {
  expect((await post('/strategies/new', rule())).status).toBe(303);
  const { value } = await store.strategyBook.current();
  expect(value?.at(-1)).toMatchObject({
    id: 'say-hello',
    when: { segments: ['champions'], pNoneAbove: 0.6 },
    days: 30,
    worthwhile: 0.2,
  });
  expect((await post('/strategies/say-hello', rule({ basedOn: '1', days: '90' }))).status).toBe(303);
  expect((await store.strategyBook.current()).value?.at(-1)).toMatchObject({ id: 'say-hello', days: 90 });
  expect((await post('/strategies/win-back/delete', { basedOn: '2' })).status).toBe(303);
  expect(await page('/strategies')).toContain('Taken out of the book as it came');
  expect((await post('/strategies/win-back/restore', { basedOn: '3' })).status).toBe(303);
  expect((await post('/strategies/restore', { basedOn: '4', edition: '0' })).status).toBe(303);
  expect(await store.strategyBook.current()).toMatchObject({ edition: 5, value: null });
  expect((await post('/strategies/restore', { basedOn: '5', edition: '2' })).status).toBe(303);
  expect((await store.strategyBook.current()).value?.at(-1)).toMatchObject({ days: 90 });
});

test('what is not right is said beside its field, and what was written stays', async () => {
  const { edition } = await store.strategyBook.current();
  const wrong = rule({ basedOn: String(edition), id: 'Bad Name', 'message.en': `Hi {nobody} ${EVIL}` });
  const answer = await post('/strategies/new', wrong);
  const html = await answer.text();
  expect(answer.status).toBe(400);
  expect(html).toContain('id="id-problem"');
  expect(html).toContain('id="message-problem"');
  expect(html).toContain('Hi {nobody}');
  expect(html).not.toContain('<script>alert');
  const { segments: _, pNoneAbove: __, ...without } = rule({ basedOn: String(edition), id: 'always' });
  expect(await (await post('/strategies/new', without)).text()).toContain('id="when-problem"');
  const stale = await post('/strategies/new', rule({ basedOn: '0', id: 'late' }));
  expect(stale.status).toBe(400);
  expect(await stale.text()).toContain('Somebody else has changed it');
});

test('personas are made as the team says, by kinds and by rules of its own', async () => {
  const settings: [string, string][] = [
    ['basedOn', '0'],
    ['by', 'segment'],
    ['by', 'region'],
    ['k', '8'],
    ['legalBasis', 'health: clinic contract'],
  ];
  expect((await post('/persona-settings', settings)).status).toBe(303);
  const id = /groupings\/(own-\w+)"/.exec(await page('/persona-settings/groupings/new'))?.[1];
  const rules = {
    basedOn: '1',
    'name.zh-CN': '常客',
    'name.en': 'Regulars',
    'r0.id': '',
    'r0.zh-CN': '广东常客',
    'r0.en': EVIL,
    'r0.t0.what': 'region',
    'r0.t0.anyOf': 'Guangdong、广东',
    'r0.t1.what': 'frequency',
    'r0.t1.atLeast': '4',
    'r0.t1.below': '',
    'r0.t1.anyOf': '',
    go: 'done',
  };
  expect((await post(`/persona-settings/groupings/${id}`, rules)).status).toBe(303);
  const { value } = await store.personaSettings.current();
  expect(value).toMatchObject({ k: 8, legalBasis: [{ of: 'health', basis: 'clinic contract' }] });
  expect(value.groupings).toMatchObject([
    { by: 'segment' },
    { by: 'region' },
    {
      id,
      name: { en: 'Regulars' },
      rules: [
        {
          where: [
            { column: 'region', anyOf: ['Guangdong', '广东'] },
            { column: 'frequency', atLeast: 4 },
          ],
        },
      ],
    },
  ]);
  const html = await page('/persona-settings');
  expect(html).toContain('Regulars');
  expect(html).not.toContain('<script>alert');
  expect(await page(`/persona-settings/groupings/${id}`)).not.toContain('<script>alert');
  expect(
    (
      await post('/persona-settings', [
        ['basedOn', '2'],
        ['k', '2'],
        ['by', 'segment'],
      ])
    ).status,
  ).toBe(400);
  expect(
    (await post('/persona-settings/groupings/new-one', { basedOn: '2', 'r0.en': 'Empty', 'r0.zh-CN': '空' })).status,
  ).toBe(400);
  expect((await post(`/persona-settings/groupings/${id}/delete`, { basedOn: '2' })).status).toBe(303);
  expect((await store.personaSettings.current()).value.groupings).toHaveLength(2);
});

test('the schedule of builds is changed, and refused where it makes no sense', async () => {
  expect((await post('/builds/schedule', { basedOn: '0', everyDays: '', hour: '5' })).status).toBe(303);
  expect(await store.buildSchedule.current()).toMatchObject({ value: { everyDays: null, hour: 5, whenMoved: false } });
  expect((await post('/builds/schedule', { basedOn: '1', everyDays: '400', hour: '5' })).status).toBe(400);
  expect(await page('/builds/schedule', 'zh-CN')).toContain('何时生成洞察');
});
