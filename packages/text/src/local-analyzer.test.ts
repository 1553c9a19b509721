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

  it.each([
    `http://${'a'.repeat(19_000)}`,
    'a-'.repeat(10_000),
    'a\n'.repeat(10_000),
    '好，'.repeat(10_000),
    '1 '.repeat(10_000),
  ])('takes no longer over pasted rubbish than over prose (%#)', async (text) => {
    const started = process.cpuUsage();
    await mentionsOf(text);
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(4);
  });

  it('says what little the stars say in a language that no model reads', async () => {
    const [result] = await analyzer.analyze([
      { id: 'a', text: 'Отличный телефон', language: null, rating: 5, nps: null },
    ]);
    if (result?.outcome !== 'analysed') throw new Error('not analysed');
    expect(result.analysis).toMatchObject({
      language: 'ru',
      mentions: [{ polarity: 'positive', intent: 'other', confidence: 0.3 }],
    });
  });

  it('finds terms of the team that jieba would cut in two', async () => {
    const own = await openLocalAnalyzer({ terms: ['灵动岛'] });
    const [result] = await own.analyze([{ id: 'a', text: '灵动岛不好用', language: 'zh', rating: null, nps: null }]);
    if (result?.outcome !== 'analysed') throw new Error('not analysed');
    expect(result.analysis.mentions[0]).toMatchObject({ term: '灵动岛', intent: 'complaint' });
  });

  it('judges each thing of an English sentence by what is said of it', async () => {
    const mentions = await mentionsOf('The screen is great but the battery is terrible.');
    expect(mentions.map(({ term, polarity }) => [term, polarity])).toEqual([
      ['screen', 'positive'],
      ['battery', 'negative'],
    ]);
  });
});
