import type { Theme } from '@soundings/contracts/theme';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fallbackThemes, startingTaxonomy, startingThemeId } from '../taxonomy/starting-taxonomy.ts';
import { type MatchableMention, themesOfFeedback } from './feedback-themes.ts';
import { openDomainJudge, themesOf } from './product-domains.ts';
import { stemOf } from './text-units.ts';
import { compileThemes } from './theme-matcher.ts';

const theme = (id: string, ...words: string[]): Theme => ({
  id,
  names: { 'zh-CN': id, en: id },
  origin: 'team',
  domains: [],
  words,
  muted: false,
});
const matched = (themes: Theme[], text: string) =>
  compileThemes(themes)
    .match(text)
    .map(({ themeId, strength }) => [themeId, strength]);

describe('words', () => {
  test('match in any inflection and any case, Chinese anywhere in a sentence', () => {
    const themes = [theme('delay', 'delay'), theme('battery', 'battery', '电池')];
    expect(matched(themes, 'DELAYED again, two batteries died')).toEqual([
      ['delay', 1],
      ['battery', 1],
    ]);
    expect(matched(themes, '这手机的电池不行')).toEqual([['battery', 1]]);
  });

  test('a phrase inside a longer matched one does not count', () => {
    const themes = [theme('service', 'service'), theme('help', 'customer service')];
    expect(matched(themes, 'their customer service')).toEqual([['help', 1]]);
  });

  test('two parts match in order and not too far apart', () => {
    const themes = [theme('lost', 'lost … bag')];
    expect(matched(themes, 'you lost my favourite bag')).toEqual([['lost', 1]]);
    expect(matched(themes, 'a bag was lost')).toEqual([]);
    expect(matched(themes, 'lost at the gate of the old airport with my bag')).toEqual([]);
  });

  test('weak words decide only where nothing stronger speaks, and numbers are numbers', () => {
    const themes = [theme('wait', '?# hour'), theme('price', 'expensive')];
    expect(matched(themes, 'took 3 hours')).toEqual([['wait', 0.5]]);
    expect(matched(themes, 'took 3 hours and was expensive')).toEqual([['price', 1]]);
  });

  test.each([
    ['fare', 'far'],
    ['rate', 'rat'],
    ['bus', 'bu'],
  ])('%s is not %s', (word, other) => {
    expect(stemOf(word)).not.toBe(stemOf(other));
  });

  test('no text makes the matcher fail', () => {
    const matcher = compileThemes(startingTaxonomy, fallbackThemes);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { strength } of matcher.match(text)) expect(strength).toBeGreaterThan(0);
      }),
    );
  });
});

test('a product’s trade is told by its own words, in either language', () => {
  const judge = openDomainJudge();
  expect(judge(['my flight was late', 'the airline lost my bag'])).toEqual(['flight']);
  expect(judge(['酒店房间很小', '前台态度差'])).toEqual(['hotel']);
  expect(judge(['it broke'])).toEqual(['goods']);
});

describe('feedback', () => {
  const matcher = compileThemes(themesOf(startingTaxonomy, ['flight']), fallbackThemes);
  const mention = (clause: number, quote: string, part: Partial<MatchableMention> = {}): MatchableMention => ({
    id: `${clause}`,
    clause,
    quote,
    aspect: null,
    intent: 'other',
    polarity: 'neutral',
    ...part,
  });
  const painful = { intent: 'complaint', polarity: 'negative' } as const;

  test('a neutral clause says what the painful one is about', () => {
    const mentions = [mention(0, 'Two hours on hold'), mention(1, 'Worst airline ever', painful)];
    expect(themesOfFeedback({ mentions, isLow: false }, matcher, fallbackThemes)).toMatchObject([
      { themeId: startingThemeId('reaching-service'), side: 'pain', isPrimary: true, portion: 1 },
    ]);
  });

  test('in a clause of two aspects each has its own themes', () => {
    const quote = 'the flight attendant was rude but the seats were great';
    const mentions = [
      mention(0, quote, { id: 'crew', aspect: 'flight attendant', ...painful }),
      mention(0, quote, { id: 'seat', aspect: 'seats', intent: 'praise', polarity: 'positive' }),
    ];
    const themes = themesOfFeedback({ mentions, isLow: false }, matcher, fallbackThemes);
    const saying = (slug: string) =>
      themes.filter(({ themeId }) => themeId === startingThemeId(slug)).map(({ mentionId, side }) => [mentionId, side]);
    expect(saying('flight-comfort')).toEqual([['seat', 'praise']]);
    expect(saying('flight-crew')).toEqual([['crew', 'pain']]);
  });

  test('a theme that people gave to a mention stands for what was matched', () => {
    const mentions = [mention(0, 'flight delayed and bag lost', painful), mention(1, 'nobody answers', painful)];
    const assigned = new Map([
      ['0', startingThemeId('flight-crew')],
      ['1', null],
    ]);
    const themes = themesOfFeedback({ mentions, isLow: false }, matcher, fallbackThemes, assigned);
    expect(themes.map(({ mentionId, themeId, portion }) => [mentionId, themeId, portion])).toEqual([
      ['0', startingThemeId('flight-crew'), 1],
    ]);
  });

  test('the portions of a side sum to one', () => {
    const mentions = [
      mention(0, 'flight delayed and bag lost', painful),
      mention(1, 'nobody answers the phone', painful),
    ];
    const themes = themesOfFeedback({ mentions, isLow: false }, matcher, fallbackThemes);
    expect(themes.length).toBeGreaterThan(2);
    expect(themes.reduce((sum, { portion }) => sum + portion, 0)).toBeCloseTo(1, 12);
  });
});
