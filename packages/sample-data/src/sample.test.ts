import { SurveyDefinition } from '@soundings/contracts/survey';
import { SurveyResponse } from '@soundings/contracts/survey-response';
import { expect, test } from 'vitest';
import { makeSample } from './sample.ts';

const until = new Date('2026-04-01T00:00:00Z');
const sample = makeSample(until);
const SURVEY = 'srv_00000000000000000000000000';
const lines = (file: string) => file.trimEnd().split('\r\n').slice(1);
const column = (file: string, at: number) => lines(file).map((line) => line.split(',')[at] ?? '');

test('the sample has three products, 2,000 reviews, 5,000 purchases and 300 responses', () => {
  expect(sample.products.map(({ role }) => role)).toEqual(['ours', 'competitor', 'competitor']);
  expect(sample.products.flatMap(({ reviews }) => lines(reviews))).toHaveLength(2000);
  expect(lines(sample.purchases)).toHaveLength(5000);
  expect(sample.responses(SURVEY)).toHaveLength(300);
});

test('it is the same each time it is made', () => {
  expect(makeSample(until).products).toEqual(sample.products);
  expect(makeSample(until).purchases).toBe(sample.purchases);
  expect(sample.responses(SURVEY)).toEqual(sample.responses(SURVEY));
});

test('both languages have a fair part of the reviews', () => {
  const texts = sample.products.flatMap(({ reviews }) => lines(reviews));
  const chinese = texts.filter((line) => /[\u4e00-\u9fff]{4}/.test(line.split(',').slice(3).join(','))).length;
  expect(chinese / texts.length).toBeGreaterThan(0.3);
  expect(chinese / texts.length).toBeLessThan(0.7);
});

test('no template is left unexpanded', () => {
  const all = [...sample.products.map(({ reviews }) => reviews), JSON.stringify(sample.responses(SURVEY))].join('\n');
  expect(all).not.toMatch(/\[[^\]"{]*\|/);
  expect(all).not.toMatch(/\{(time|place|minutes|days)\}/);
});

test('nothing lies in the future', () => {
  const times = [...sample.products.flatMap(({ reviews }) => column(reviews, 1)), ...column(sample.purchases, 2)];
  expect(times.filter((time) => time >= until.toISOString())).toEqual([]);
});

test('the survey and its responses are what the contracts say, each by a buyer', () => {
  const definition = SurveyDefinition.parse(sample.survey('Linnet'));
  const ids = definition.pages.flatMap(({ questions }) => questions.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const buyers = new Set(column(sample.purchases, 1));
  for (const response of sample.responses(SURVEY)) {
    expect(SurveyResponse.parse(response)).toEqual(response);
    expect(Object.keys(response.answers).filter((id) => !ids.includes(id))).toEqual([]);
    expect(buyers).toContain(response.customerId);
  }
});
