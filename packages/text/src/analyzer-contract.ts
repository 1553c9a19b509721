import { describe, expect, test } from 'vitest';
import type { TextAnalyzer, TextToAnalyze } from './analyzer.ts';

const textOf = (id: string, text: string, part: Partial<TextToAnalyze> = {}): TextToAnalyze => ({
  id,
  text,
  language: null,
  rating: null,
  nps: null,
  ...part,
});

/** What every analyzer of texts must do, tested on the real thing or on what answers for it. */
export function testAnalyzer(name: string, open: () => Promise<Pick<TextAnalyzer, 'analyze'>>): void {
  /** The analysis of one text, which must succeed. */
  async function analysed(text: TextToAnalyze) {
    const [outcome] = await (await open()).analyze([text]);
    if (outcome?.outcome !== 'analysed') throw new Error(`${outcome?.outcome}`);
    return outcome.analysis;
  }

  describe(`${name}, as any analyzer`, () => {
    test('gives one outcome a text, in their order, whatever the language', async () => {
      const texts = [
        textOf('a', '屏幕很清晰，电池太差'),
        textOf('b', 'The screen is good'),
        textOf('c', 'La batería es muy mala'),
        textOf('d', '…'),
        textOf('e', '🙂'),
      ];
      const outcomes = await (await open()).analyze(texts);
      expect(outcomes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(outcomes.every(({ outcome }) => outcome === 'analysed')).toBe(true);
      expect(await (await open()).analyze([])).toEqual([]);
    });

    test.each([
      'Great 😀 screen, but the battery is bad. 我喜欢它！',
      '👨‍👩‍👧 家人都喜欢，就是价格贵了点。\n\n客服态度差',
      'ｆｕｌｌ　ｗｉｄｔｈ，屏幕很好',
    ])('spans are clauses of the text in its own units: %s', async (text) => {
      const { mentions } = await analysed(textOf('a', text));
      expect(mentions.length).toBeGreaterThan(0);
      let last = { clause: -1, end: 0 };
      for (const { clause, start, end, quote, score, confidence } of mentions) {
        expect(quote).toBe(text.slice(start, end));
        expect(quote).toBe(quote.trim());
        if (clause !== last.clause) expect(start).toBeGreaterThanOrEqual(last.end);
        last = { clause, end };
        expect(Math.abs(score)).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
    });

    test('an aspect stands in its clause, and is named once in it', async () => {
      const { mentions } = await analysed(textOf('a', 'The battery is good and the battery lasts. 电池很好'));
      const named = mentions.map(({ clause, term }) => `${clause} ${term}`);
      expect(new Set(named).size).toBe(named.length);
      for (const { aspect, quote } of mentions) if (aspect !== null) expect(quote).toContain(aspect);
    });

    test.each([
      ['希望可以增加夜间模式', 'wish'],
      ['I wish it had a night mode', 'wish'],
      ['请问怎么连接蓝牙？', 'question'],
      ['Does it work with Android?', 'question'],
      ['屏幕非常清晰，很满意', 'praise'],
      ['The battery is bad', 'complaint'],
    ] as const)('asks what is wanted before how it feels: %s', async (text, intent) => {
      const { mentions } = await analysed(textOf('a', text));
      expect(new Set(mentions.map((mention) => mention.intent))).toEqual(new Set([intent]));
    });

    test('no personal data is in a quote, a term or an aspect', async () => {
      const text = 'The screen is bad, call me on 13812345678 or write to li.ming@example.com. 我的微信号是 liming_88';
      const analysis = await analysed(textOf('a', text));
      expect(JSON.stringify(analysis)).not.toMatch(/13812345678|li\.ming|liming_88/);
    });

    test('copies of a text share their signature', async () => {
      const [one, other] = [
        await analysed(textOf('a', 'The screen is good!')),
        await analysed(textOf('b', 'the screen  IS good')),
      ];
      expect(one.signature).toBe(other.signature);
      expect(one.language).toBe('en');
    });

    test('a text of 20,000 characters, or of one letter over and over, is analysed in time', async () => {
      const long = '电池很差。'.repeat(4000);
      expect((await analysed(textOf('a', long))).mentions.length).toBeGreaterThan(1000);
      expect((await analysed(textOf('b', 'a'.repeat(20_000)))).mentions.length).toBeGreaterThan(0);
    });
  });
}
