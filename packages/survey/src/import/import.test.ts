import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importSurveyJs } from './surveyjs.ts';
import { importWenjuanxing } from './wenjuanxing.ts';
import { importXlsForm } from './xlsform.ts';

const EXAMPLES = fileURLToPath(new URL('../../../../../shared/data/survey-definitions/', import.meta.url));
const here = existsSync(EXAMPLES);
const json = (name: string) => JSON.parse(readFileSync(`${EXAMPLES}surveyjs/${name}`, 'utf8'));
const questionsOf = ({ definition }: ReturnType<typeof importSurveyJs>) =>
  definition?.pages.flatMap((page) => page.questions) ?? [];

describe.skipIf(!here)('importing real definitions (skipped where ../shared/data is not there)', () => {
  it('reads a SurveyJS survey in two languages with panels and conditions', () => {
    const imported = importSurveyJs(json('product_feedback_nps.en-fr.json'));
    const questions = questionsOf(imported);
    expect(questions.map(({ id, type }) => `${id} ${type}`)).toEqual([
      // SurveyJS counts from 1 where a definition does not say, whatever its title says.
      'nps-score rating',
      'disappointing-experience long-text',
      'improvements-required long-text',
      'promoter-features multiple',
      'rebuy single',
      'testimonial single',
      'email short-text',
    ]);
    expect(imported.definition?.languages).toEqual(['en', 'fr']);
    expect(questions[1]).toMatchObject({ showIf: { question: 'nps-score', is: 'atMost', value: 5 } });
    expect(questions[3]).toMatchObject({ maxChoices: 3, other: true });
    expect(imported.report.map(({ what }) => what).join()).toContain('completedHtmlOnCondition');
  });

  it('reads a SurveyJS survey of several pages whose choices are compared as numbers', () => {
    const { definition } = importSurveyJs(json('multi-page-survey.json'));
    expect(definition?.pages[0]?.questions[0]).toMatchObject({ type: 'statement' });
    expect(definition?.pages[2]?.showIf).toEqual({ question: 'satisfaction-score', is: 'anyOf', value: ['5', '4'] });
  });

  it('reads a 问卷星 text', () => {
    const { definition, report } = importWenjuanxing(
      readFileSync(`${EXAMPLES}wjx_text/z_canteen_satisfaction.zh.txt`, 'utf8'),
    );
    const questions = definition?.pages.flatMap((page) => page.questions) ?? [];
    expect(questions).toHaveLength(9);
    expect(questions[4]).toMatchObject({
      type: 'single',
      required: true,
      choices: [{ value: '1', label: { 'zh-CN': '很不满意' } }, {}, {}, {}, { value: '5' }],
    });
    expect(questions[8]).toMatchObject({ type: 'long-text', title: { 'zh-CN': '请您提出宝贵的意见' } });
    expect(report).toEqual([]);
  });

  it.each(here ? readdirSync(`${EXAMPLES}xlsform`).filter((name) => name.endsWith('.xlsx')) : [])(
    'reads the XLSForm %s, or says why not',
    async (name) => {
      const { definition, report } = await importXlsForm(readFileSync(`${EXAMPLES}xlsform/${name}`));
      expect(definition !== null || report.length > 0).toBe(true);
    },
  );

  it('reads groups and specified others of an XLSForm', async () => {
    const group = await importXlsForm(readFileSync(`${EXAMPLES}xlsform/group.xlsx`));
    expect(group.definition?.pages.map(({ title, questions }) => [title, questions.map(({ type }) => type)])).toEqual([
      [undefined, ['short-text']],
      [{ en: 'Father' }, ['phone', 'number']],
    ]);
    const other = await importXlsForm(readFileSync(`${EXAMPLES}xlsform/specify_other.xlsx`));
    expect(other.definition?.pages[0]?.questions[0]).toMatchObject({
      type: 'single',
      other: true,
      choices: [{ value: 'male' }, { value: 'female' }],
    });
  });
});

describe('importing definitions that mean harm', () => {
  it('keeps no HTML, no script and no address of a script', () => {
    const { definition } = importSurveyJs({
      title: '<img src=x onerror=alert(1)>Hello <script>alert(1)</script>&lt;b&gt;',
      elements: [{ type: 'html', name: 'h', html: '<a href="javascript:alert(1)">Look</a><scr<script>ipt>' }],
    });
    expect(definition?.title).toEqual({ en: 'Hello <b>' });
    expect(JSON.stringify(definition)).not.toMatch(/javascript|onerror|alert/);
  });

  it('is not led astray by names of every object, cycles of conditions or nonsense', () => {
    const imported = importSurveyJs({
      elements: [
        { type: 'text', name: '__proto__', visibleIf: '{constructor} = 1' },
        { type: 'radiogroup', name: 'a', choices: ['__proto__', 'other', 'x y', 'x-y'], visibleIf: '{b} = 1' },
        { type: 'signaturepad', name: 'b' },
        null,
        7,
      ],
    });
    expect(imported.definition?.pages[0]?.questions.map(({ id }) => id)).toEqual(['proto__', 'a']);
    expect(imported.report.length).toBeGreaterThan(3);
    expect(importSurveyJs('nonsense').definition).toBeNull();
    expect(importWenjuanxing('nothing of the kind').definition).toBeNull();
  });
});
