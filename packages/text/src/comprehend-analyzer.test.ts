import {
  BatchDetectKeyPhrasesCommand,
  BatchDetectSentimentCommand,
  BatchDetectTargetedSentimentCommand,
  ComprehendClient,
  TooManyRequestsException,
} from '@aws-sdk/client-comprehend';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TextAnalyzer, TextToAnalyze } from './analyzer.ts';
import { comprehendAnalyzer } from './comprehend-analyzer.ts';

const client = new ComprehendClient({ region: 'us-east-1' });
const comprehend = mockClient(client);

const fallback: TextAnalyzer = {
  name: 'fallback',
  model: 'none',
  analyze: async (texts) => texts.map(({ id }) => ({ id, outcome: 'failed', reason: 'read by the fallback' })),
};

const textOf = (id: string, text: string, language: string | null = 'en'): TextToAnalyze => ({
  id,
  text,
  language,
  rating: null,
  nps: null,
});

const score = (Sentiment: 'POSITIVE' | 'NEGATIVE' | 'MIXED' | 'NEUTRAL') => ({
  Sentiment,
  SentimentScore: {
    Positive: Sentiment === 'POSITIVE' ? 0.9 : 0.05,
    Negative: Sentiment === 'NEGATIVE' ? 0.9 : 0.05,
    Neutral: 0.03,
    Mixed: 0.02,
  },
});

type Text = { TextList?: string[] | undefined };

beforeEach(() => {
  comprehend.reset();
  comprehend.on(BatchDetectSentimentCommand).callsFake(({ TextList = [] }: Text) => ({
    ResultList: TextList.map((text, Index) => ({ Index, ...score(/bad|差/.test(text) ? 'NEGATIVE' : 'POSITIVE') })),
    ErrorList: [],
  }));
  comprehend.on(BatchDetectKeyPhrasesCommand).callsFake(({ TextList = [] }: Text) => ({
    ResultList: TextList.map((_, Index) => ({ Index, KeyPhrases: [] })),
    ErrorList: [],
  }));
  comprehend.on(BatchDetectTargetedSentimentCommand).callsFake(({ TextList = [] }: Text) => ({
    ResultList: TextList.map((_, Index) => ({ Index, Entities: [] })),
    ErrorList: [],
  }));
});

const analyzer = comprehendAnalyzer({ client, fallback });

describe('the Comprehend analyzer', () => {
  it('sends at most 25 texts a call and one language a call, and answers in order', async () => {
    const texts = Array.from({ length: 30 }, (_, i) =>
      textOf(`t${i}`, i % 2 ? '屏幕很好' : 'a good screen', i % 2 ? 'zh' : 'en'),
    );
    const results = await analyzer.analyze([...texts, ...texts.map((text) => ({ ...text, id: `${text.id}b` }))]);
    expect(results.map(({ id }) => id)).toEqual([...texts.map(({ id }) => id), ...texts.map(({ id }) => `${id}b`)]);
    const calls = comprehend.commandCalls(BatchDetectSentimentCommand).map(({ args }) => args[0].input);
    expect(calls.map(({ LanguageCode, TextList }) => [LanguageCode, TextList?.length])).toEqual([
      ['en', 25],
      ['en', 5],
      ['zh', 25],
      ['zh', 5],
    ]);
  });

  it('retries only the text that failed in a batch, and fails only what can never pass', async () => {
    comprehend.on(BatchDetectSentimentCommand).resolves({
      ResultList: [{ Index: 0, ...score('POSITIVE') }],
      ErrorList: [
        { Index: 1, ErrorCode: 'INTERNAL_SERVER_EXCEPTION', ErrorMessage: 'try again' },
        { Index: 2, ErrorCode: 'UNSUPPORTED_LANGUAGE', ErrorMessage: 'no' },
      ],
    });
    const results = await analyzer.analyze([textOf('a', 'good'), textOf('b', 'fine'), textOf('c', 'nice')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['analysed', 'retry', 'failed']);
  });

  it.each([
    ['throttling', new TooManyRequestsException({ message: 'slow down', $metadata: {} })],
    ['a timeout', Object.assign(new Error('socket'), { name: 'TimeoutError' })],
  ])('leaves texts pending after %s', async (_, error) => {
    comprehend.on(BatchDetectKeyPhrasesCommand).rejects(error);
    const results = await analyzer.analyze([textOf('a', 'good'), textOf('b', 'fine')]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['retry', 'retry']);
  });

  it('asks clause by clause only what complains of several things', async () => {
    const [happy, torn] = await analyzer.analyze([
      textOf('a', 'The screen is good, and it works every day.'),
      textOf('b', 'The screen is good, but the battery is bad.'),
    ]);
    const calls = comprehend.commandCalls(BatchDetectSentimentCommand).map(({ args }) => args[0].input.TextList);
    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(['The screen is good', 'but the battery is bad.'.replace('.', '')]);
    if (happy?.outcome !== 'analysed' || torn?.outcome !== 'analysed') throw new Error('not analysed');
    expect(torn.analysis.mentions.map(({ intent, polarity }) => [intent, polarity])).toEqual([
      ['praise', 'positive'],
      ['complaint', 'negative'],
    ]);
  });

  it('never sends personal data', async () => {
    await analyzer.analyze([textOf('a', 'Good! Call me: 13812345678 or a.b@example.com')]);
    const sent = JSON.stringify(comprehend.calls().map(({ args }) => args[0].input));
    expect(sent).not.toMatch(/138|example/);
  });

  it('hands other languages, long texts and what passes the budget to the fallback', async () => {
    const frugal = comprehendAnalyzer({ client, fallback, budget: { reserve: async (units) => units <= 6 } });
    const results = await frugal.analyze([
      textOf('a', 'Hyvä puhelin', 'fi'),
      textOf('b', 'good '.repeat(2000)),
      textOf('c', 'good '.repeat(100)),
      textOf('d', 'good'),
    ]);
    expect(results.map((result) => (result.outcome === 'failed' ? result.reason : result.outcome))).toEqual([
      'read by the fallback',
      'read by the fallback',
      'read by the fallback',
      'analysed',
    ]);
  });

  it('reads offsets as code points, emoji before them', async () => {
    const text = '😀👍 The battery life is good';
    comprehend.on(BatchDetectKeyPhrasesCommand).resolves({
      ResultList: [{ Index: 0, KeyPhrases: [{ Text: 'The battery life', BeginOffset: 3, EndOffset: 19 }] }],
      ErrorList: [],
    });
    const [result] = await analyzer.analyze([textOf('a', text)]);
    if (result?.outcome !== 'analysed') throw new Error('not analysed');
    expect(result.analysis.mentions[0]).toMatchObject({ aspect: 'battery life', term: 'battery life' });
  });
});
