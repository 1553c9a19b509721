import { describe, expect, it } from 'vitest';
import { openLocalAnalyzer } from './local-analyzer.ts';

const analyzer = await openLocalAnalyzer();

async function mentionsOf(text: string) {
  const [result] = await analyzer.analyze([{ id: 'a', text, language: null, rating: null, nps: null }]);
  if (result?.outcome !== 'analysed') throw new Error('not analysed');
  return result.analysis.mentions;
}

describe('the local analyzer', () => {
  it('calls a wish neither praise nor complaint', async () => {
    expect((await mentionsOf('希望可以增加夜间模式'))[0]).toMatchObject({ intent: 'wish' });
    expect((await mentionsOf('I wish it had a night mode'))[0]).toMatchObject({ intent: 'wish' });
  });

  it('keeps offsets in UTF-16 units of the text as stored, after emoji and full-width letters', async () => {
    const text = '👍🏽ＯＫ！电池不错，但是充电太慢了😡';
    for (const { start, end, quote } of await mentionsOf(text)) expect(text.slice(start, end)).toBe(quote);
  });

  it('quotes no personal data', async () => {
    const quotes = (await mentionsOf('客服让我打13812345678，没人接')).map(({ quote }) => quote);
    expect(quotes.join()).not.toContain('138');
  });
});
