import type { ClauseMention } from '@soundings/contracts/mention';
import type { MentionOverride } from '@soundings/contracts/mention-override';
import { expect, test } from 'vitest';
import { overriddenMentions } from './overridden-mentions.ts';

const mention = (quote: string, term: string | null, part: Partial<ClauseMention> = {}): ClauseMention => ({
  clause: 0,
  start: 0,
  end: quote.length,
  quote,
  aspect: term,
  term,
  intent: 'complaint',
  polarity: 'negative',
  score: -0.8,
  confidence: 0.8,
  ...part,
});
const override = (quote: string, term: string | null, part: Partial<MentionOverride>): MentionOverride => ({
  quote,
  term,
  at: '2026-01-01T00:00:00.000Z',
  by: 'admin',
  ...part,
});
const told = (mentions: ClauseMention[], ...overrides: MentionOverride[]) =>
  overriddenMentions(mentions, overrides).map(({ mention: { term, intent, polarity } }) => [term, intent, polarity]);

test('a correction is about one mention of its clause, wherever the clause now stands', () => {
  const mentions = [mention('屏幕好电池差', '屏幕'), mention('屏幕好电池差', '电池'), mention('别的', '屏幕')];
  expect(told(mentions, override('屏幕好电池差', '屏幕', { intent: 'praise' }))).toEqual([
    ['屏幕', 'praise', 'positive'],
    ['电池', 'complaint', 'negative'],
    ['屏幕', 'complaint', 'negative'],
  ]);
});

test('where an analysis names the thing otherwise, it is about the whole clause', () => {
  const word = override('the screen is not bad', 'screen', { polarity: 'positive' });
  expect(told([mention('the screen is not bad', 'display')], word)).toEqual([['display', 'praise', 'positive']]);
  expect(told([mention('the screen is bad', 'screen')], word)).toEqual([['screen', 'complaint', 'negative']]);
});

test('what was not corrected follows what was', () => {
  const one = [mention('x', null)];
  expect(told(one, override('x', null, { intent: 'wish' }))).toEqual([[null, 'wish', 'negative']]);
  expect(told(one, override('x', null, { polarity: 'neutral' }))).toEqual([[null, 'other', 'neutral']]);
  expect(told(one, override('x', null, { themeId: null }))).toEqual([[null, 'complaint', 'negative']]);
});
