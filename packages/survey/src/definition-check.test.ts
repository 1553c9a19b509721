import type { Question } from '@soundings/contracts/question';
import { SurveyDefinition, TemplateId } from '@soundings/contracts/survey';
import { describe, expect, it } from 'vitest';
import { checkDefinition } from './definition-check.ts';
import { surveyTemplates } from './templates/survey-templates.ts';

const say = (en: string) => ({ en });
const yesNo = [
  { value: 'yes', label: say('Yes') },
  { value: 'no', label: say('No') },
];
const survey = (questions: object[], more: object = {}) =>
  SurveyDefinition.parse({
    title: say('A survey'),
    languages: ['en'],
    pages: [
      { id: 'one', questions: [{ type: 'single', id: 'first', title: say('First?'), choices: yesNo }] },
      { id: 'two', questions },
    ],
    ...more,
  });
const text = (more: object = {}): object => ({ type: 'short-text', id: 'text', title: say('Text'), ...more });
const blocking = (definition: SurveyDefinition) =>
  checkDefinition(definition)
    .filter(({ blocks }) => blocks)
    .map(({ path, message }) => `${path} ${message}`);

describe('checking a definition before it is published', () => {
  it.each(TemplateId.options)('finds nothing wrong with the template %s', (id) => {
    expect(checkDefinition(surveyTemplates[id].define('Teapot'))).toEqual([]);
  });

  it('lets nothing depend on what comes later, or on what is not there', () => {
    const later = text({ showIf: { question: 'last', is: 'answered' } });
    expect(blocking(survey([later, { type: 'nps', id: 'last', title: say('NPS') }]))).toEqual([
      '/pages/1/questions/0/showIf "last" is not an earlier question',
    ]);
    expect(blocking(survey([text({ showIf: { question: 'first', is: 'equal', value: 'perhaps' } })]))).toEqual([
      '/pages/1/questions/0/showIf "perhaps" is not a choice of its question',
    ]);
    expect(blocking(survey([text({ showIf: { field: 'order', is: 'answered' } })]))).toHaveLength(1);
    expect(blocking(survey([text({ title: say('You said {{answer:text}}') })]))).toHaveLength(1);
    expect(blocking(survey([text({ title: say('You said {{answer:first}}') })]))).toEqual([]);
  });

  it('refuses patterns that can take exponential time', () => {
    expect(blocking(survey([text({ pattern: '(a+)+$' })]))).toHaveLength(1);
    expect(blocking(survey([text({ pattern: '[A-Z]{2}\\d{4,6}' })]))).toEqual([]);
  });

  it('refuses a brand colour that cannot be read and an image without alternative text', () => {
    expect(blocking(survey([text()], { brand: { color: '#ffcc00' } }))).toEqual([
      '/brand/color needs a contrast of 4.5 : 1 with white',
    ]);
    const image = { url: 'https://example.com/a.png' };
    const picture: object = { type: 'statement', id: 'picture', title: say('Look'), image } satisfies Question;
    expect(blocking(survey([picture]))).toEqual(['/pages/1/questions/0/image/alt an image needs an alternative text']);
  });

  it('tells of missing languages, and blocks where the first is missing', () => {
    const problems = checkDefinition(survey([text()], { languages: ['en', 'zh-CN'] }));
    expect(problems.every(({ blocks, message }) => !blocks && message === 'is missing in zh-CN')).toBe(true);
    expect(blocking(survey([text()], { languages: ['fr', 'en'] })).length).toBeGreaterThan(0);
  });
});
