import type { SurveyDefinition } from '@soundings/contracts/survey';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { beforeEach, expect, test } from 'vitest';
import { startTestApp } from '../test-app.ts';

const { app, store, cookie } = await startTestApp();
const EVIL = '"><script>alert(1)</script>';
let id = '';

beforeEach(async () => {
  const definition = surveyTemplates.nps.define('Kettle');
  id = (await store.surveys.create({ productId: 'prd_00000000000000000000000000', name: 'NPS', definition })).id;
});

const definition = async () => (await store.surveys.get(id))?.definition as SurveyDefinition;
const question = async (name: string) =>
  (await definition()).pages.flatMap(({ questions }) => questions).find((each) => each.id === name);
const get = async (path: string, language = 'en') =>
  (await app.request(`/surveys/${id}/${path}`, { headers: { cookie, 'accept-language': language } })).text();
const post = (path: string, fields: Record<string, string | string[]>) =>
  app.request(`/surveys/${id}/edit${path}`, {
    method: 'POST',
    body: new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
    ),
    headers: { cookie, origin: 'http://localhost' },
    redirect: 'manual',
  });

/** What a browser would send of a page's main form if one changed nothing. */
async function fieldsOf(path: string): Promise<Record<string, string | string[]>> {
  const html = await get(`edit${path}`);
  const form = html.split(`action="/surveys/${id}/edit${path}"`)[1]?.split('</form>')[0] ?? '';
  const text = (coded: string) =>
    coded
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields: [string, string][] = [];
  for (const [, tag = ''] of form.matchAll(/<input ([^>]*)>/g)) {
    const value = /value="([^"]*)"/.exec(tag)?.[1] ?? '';
    if (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag)) continue;
    fields.push([/name="([^"]*)"/.exec(tag)?.[1] ?? '', text(value)]);
  }
  for (const [, name = '', inner = ''] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)</g))
    fields.push([name, text(inner)]);
  for (const [, name = '', inner = ''] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen =
      /<option [^>]*value="([^"]*)"[^>]* selected/.exec(inner) ?? /<option [^>]*value="([^"]*)"/.exec(inner);
    fields.push([name, chosen?.[1] ?? '']);
  }
  const all: Record<string, string[]> = {};
  for (const [name, value] of fields) all[name] = [...(all[name] ?? []), value];
  return all;
}

test('a form sent as it is changes nothing, whatever the template', async () => {
  for (const template of Object.values(surveyTemplates)) {
    const offered = template.define('Kettle');
    id = (await store.surveys.create({ productId: 'prd_00000000000000000000000000', name: 'N', definition: offered }))
      .id;
    for (const page of offered.pages) {
      expect((await post(`/pages/${page.id}`, await fieldsOf(`/pages/${page.id}`))).status).toBe(303);
      for (const each of page.questions) {
        const path = `/questions/${each.id}`;
        expect((await post(path, await fieldsOf(path))).status, path).toBe(303);
      }
    }
    expect((await post('/settings', await fieldsOf('/settings'))).status).toBe(303);
    expect(await definition()).toEqual(offered);
  }
});

test('a question gets its texts, its choices in their order, and its type', async () => {
  const made = await post('/questions', {
    page: (await definition()).pages[0]?.id ?? '',
    type: 'single',
    title: 'Colour?',
  });
  expect(made.headers.get('location')).toBe(`/surveys/${id}/edit/questions/q1`);
  await post('/questions/q1', {
    'title.en': 'Which colour?',
    'title.zh-CN': '哪种颜色？',
    type: 'single',
    'choices.more': 'Red\nBlue\n\n Green ',
  });
  await post('/questions/q1', { ...(await fieldsOf('/questions/q1')), do: 'choices-delete:c1' });
  await post('/questions/q1', { ...(await fieldsOf('/questions/q1')), do: 'choices-delete:c2' });
  await post('/questions/q1', { ...(await fieldsOf('/questions/q1')), do: 'choices-up:c5', required: 'yes' });
  expect(await question('q1')).toEqual({
    type: 'single',
    id: 'q1',
    title: { en: 'Which colour?', 'zh-CN': '哪种颜色？' },
    required: true,
    choices: [{ value: 'c3' }, { value: 'c5' }, { value: 'c4' }].map((choice) =>
      expect.objectContaining({ value: choice.value }),
    ),
  });
  await post('/questions/q1', { ...(await fieldsOf('/questions/q1')), type: 'multiple' });
  expect(await question('q1')).toMatchObject({ type: 'multiple', choices: { length: 3 } });
});

test('a question is shown only if an earlier one was answered so, and a page leads past others', async () => {
  const [first, ...others] = (await definition()).pages;
  const asked = first?.questions[0]?.id ?? '';
  await post('/questions', { type: 'long-text', title: 'Why?' });
  await post('/questions/q1', { ...(await fieldsOf('/questions/q1')), 'showIf.add': `question:${asked}` });
  expect(await question('q1')).toMatchObject({ showIf: { question: asked, is: 'answered' } });
  const fields = await fieldsOf('/questions/q1');
  await post('/questions/q1', { ...fields, 'showIf.0.is': 'atMost', 'showIf.0.value': '6' });
  expect(await question('q1')).toMatchObject({ showIf: { question: asked, is: 'atMost', value: 6 } });
  await post('/questions/q1', { ...(await fieldsOf('/questions/q1')), 'showIf.0.drop': 'yes' });
  expect(await question('q1')).not.toHaveProperty('showIf');

  const path = `/pages/${first?.id}`;
  await post(path, { ...(await fieldsOf(path)), 'skip.add': `question:${asked}`, 'skip.to': 'end' });
  expect((await definition()).pages[0]).toMatchObject({
    skip: [{ to: 'end', when: { question: asked, is: 'answered' } }],
  });
  await post(path, { ...(await fieldsOf(path)), 'skip.0.gone': 'yes' });
  expect((await definition()).pages[0]).not.toHaveProperty('skip');
  expect((await definition()).pages).toHaveLength(others.length + 2);
});

test('languages, dates, quotas and the brand are set, and what is wrong with them is said in the reader’s language', async () => {
  const fields = await fieldsOf('/settings');
  const asked = (await definition()).pages[0]?.questions[0]?.id ?? '';
  await post('/settings', {
    ...fields,
    name: 'Spring',
    languages: ['en', 'de'],
    first: 'en',
    opensAt: '2026-03-01T09:30',
    closesAt: '2026-02-01T09:30',
    branded: 'yes',
    'brand.color': '#ffff00',
    'quota.limit': '20',
    'quota.add': `question:${asked}`,
  });
  expect(await store.surveys.get(id)).toMatchObject({
    name: 'Spring',
    definition: {
      languages: ['en', 'de'],
      opensAt: '2026-03-01T09:30:00.000Z',
      brand: { color: '#ffff00' },
      quotas: [{ id: 'quota1', limit: 20, when: { question: asked, is: 'answered' } }],
    },
  });
  const chinese = await get('edit/settings', 'zh-CN');
  expect(chinese).toContain('须晚于开放时间');
  expect(chinese).toContain('与白色的对比度');
  expect(chinese).toContain('缺少语言 de');
  expect(await get('edit')).toContain('to publish');
  expect((await post('/../publish', {})).headers.get('location')).toBe(`/surveys/${id}/edit`);
  expect((await store.surveys.get(id))?.status).toBe('draft');
});

test('what was deleted comes back by undo, step by step', async () => {
  const before = await definition();
  const asked = before.pages[0]?.questions[0]?.id ?? '';
  expect(await get('edit')).not.toContain('Undo');
  await post('/do', { do: `copy:question:${asked}` });
  await post('/do', { do: `delete:question:${asked}` });
  expect(await question(asked)).toBeUndefined();
  expect(await get('edit')).toContain('Undo');
  await post('/undo', {});
  expect(await question(asked)).toBeDefined();
  await post('/undo', {});
  expect(await definition()).toEqual(before);
  await post('/undo', {});
  expect(await definition()).toEqual(before);
});

test('what is no question, page, button or survey changes nothing', async () => {
  const before = await definition();
  const asked = before.pages[0]?.questions[0]?.id ?? '';
  expect((await post('/do', { do: 'explode:question:x' })).status).toBe(400);
  expect((await post('/questions', { type: 'bomb', title: '' })).status).toBe(400);
  expect((await post('/questions/nothing', {})).status).toBe(404);
  expect(
    (await post('/settings', { ...(await fieldsOf('/settings')), continueUrl: 'javascript:alert(1)' })).status,
  ).toBe(400);
  expect(
    (await post('/settings', { ...(await fieldsOf('/settings')), 'brand.color': 'red;}', branded: 'yes' })).status,
  ).toBe(400);
  expect((await app.request('/surveys/srv_nothing/edit', { headers: { cookie } })).status).toBe(404);
  expect(await definition()).toEqual(before);
  await post(`/questions/${asked}`, { ...(await fieldsOf(`/questions/${asked}`)), 'title.en': EVIL });
  for (const path of [
    'edit',
    `edit/questions/${asked}`,
    'preview',
    `preview?page=${before.pages[0]?.id}&language=zh-CN`,
  ])
    expect(await get(path), path).not.toContain('<script>alert');
});

test('a preview shows the page asked for as it stands, and leaves what respondents see alone', async () => {
  await store.surveys.publish(id);
  const asked = (await definition()).pages[0]?.questions[0]?.id ?? '';
  await post(`/questions/${asked}`, { ...(await fieldsOf(`/questions/${asked}`)), 'title.en': 'Not yet for all' });
  const shown = await app.request(`/surveys/${id}/preview?language=en`, { headers: { cookie } });
  expect(await shown.text()).toContain('Not yet for all');
  expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
  expect(await (await app.request(`/s/${id}?lang=en`)).text()).not.toContain('Not yet for all');
});
