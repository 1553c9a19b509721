import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { csvOf, jsonlOf, xlsxOf } from './response-export.ts';

const say = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const definition: SurveyDefinition = {
  title: say('茶', 'Tea'),
  languages: ['zh-CN', 'en'],
  fields: ['order'],
  pages: [
    {
      id: 'p',
      questions: [
        { type: 'nps', id: 'recommend', title: say('推荐', 'Recommend') },
        {
          type: 'multiple',
          id: 'uses',
          title: say('=用途', '=Uses'),
          other: true,
          choices: [{ value: 'home', label: say('家', 'Home') }],
        },
        {
          type: 'matrix',
          id: 'm',
          title: say('如何', 'How'),
          rows: [{ value: 'taste', label: say('味道', 'Taste') }],
          columns: [
            { value: '1', label: say('差', 'Bad') },
            { value: '2', label: say('好', 'Good') },
          ],
        },
        { type: 'number', id: 'change', title: say('变化', 'Change'), min: -10 },
        { type: 'long-text', id: 'why', title: say('为什么', 'Why') },
      ],
    },
  ],
};
const response = (text: string) =>
  ({
    id: 'rsp_1',
    surveyId: 's',
    surveyVersion: 1,
    language: 'en',
    startedAt: '2026-01-01T00:00:00.000Z',
    submittedAt: '2026-01-01T00:01:00.000Z',
    customerId: null,
    consent: true,
    suspect: [],
    scores: {},
    pageSeconds: {},
    quotas: [],
    fields: { order: '+1' },
    answers: {
      recommend: { number: 9 },
      uses: { choices: ['home', 'other'], other: '@work' },
      m: { rows: { taste: '2' } },
      change: { number: -3 },
      why: { text },
    },
  }) satisfies SurveyResponse;
const all = async (lines: AsyncIterable<string>) => {
  let text = '';
  for await (const line of lines) text += line;
  return text;
};

describe('exporting responses', () => {
  it('puts codes and labels side by side, in the language asked for', async () => {
    const csv = await all(csvOf({ definition, responses: [response('Good, "really"\nnice')], language: 'en' }));
    expect(csv).toBe(
      "\ufeffresponse,version,language,started_at,submitted_at,customer,may_be_quoted,suspect,field.order,recommend,uses,'=Uses,m.taste,How: Taste,change,why\r\n" +
        'rsp_1,1,en,2026-01-01T00:00:00.000Z,2026-01-01T00:01:00.000Z,,true,,\'+1,9,home other,"Home, @work",2,Good,-3,"Good, ""really""\nnice"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1', '|calc', '=HYPERLINK("https://example.com")'])(
    'defuses the cell %j',
    async (text) => {
      const csv = await all(csvOf({ definition, responses: [response(text)], language: 'en' }));
      expect(csv.split(/-3,/)[1]?.replace(/^"/, '')).toMatch(/^'/);
    },
  );

  it('writes a workbook whose texts are texts', async () => {
    const bytes = await xlsxOf({ definition, responses: [response('=1+1\u0000'), response('好')], language: 'zh-CN' });
    const rows = await readSheet(Buffer.from(bytes));
    expect(rows[0]?.slice(-4)).toEqual(['m.taste', '如何: 味道', 'change', 'why']);
    expect(rows.map((row) => row.at(-1))).toEqual(['why', "'=1+1", '好']);
    expect(rows[1]?.at(-2)).toBe(-3);
  });

  it('gives JSON lines as the API does', async () => {
    expect(JSON.parse(await all(jsonlOf({ responses: [response('x')] })))).toEqual(response('x'));
  });
});
