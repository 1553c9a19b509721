import { SurveyDefinition, TemplateId } from '@soundings/contracts/survey';
import { describe, expect, it } from 'vitest';
import { surveyTemplates } from './survey-templates.ts';

describe.each(TemplateId.options)('template %s', (id) => {
  const definition = surveyTemplates[id].define('Teapot');

  it('is a valid definition', () => {
    expect(SurveyDefinition.parse(definition)).toEqual(definition);
  });

  it('says everything in Chinese and English', () => {
    const texts: Record<string, string>[] = [];
    JSON.stringify(definition, (_, value) => {
      if (value !== null && typeof value === 'object' && 'en' in value) texts.push(value);
      return value;
    });
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) expect(Object.keys(text)).toEqual(['zh-CN', 'en']);
  });
});
