import {
  BatchDetectKeyPhrasesCommand,
  BatchDetectSentimentCommand,
  BatchDetectTargetedSentimentCommand,
  ComprehendClient,
} from '@aws-sdk/client-comprehend';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach } from 'vitest';
import { testAnalyzer } from './analyzer-contract.ts';
import { comprehendAnalyzer } from './comprehend-analyzer.ts';
import { openLocalAnalyzer } from './local-analyzer.ts';

testAnalyzer('the local analyzer', () => openLocalAnalyzer());

const client = new ComprehendClient({ region: 'us-east-1' });
const comprehend = mockClient(client);

type Text = { TextList?: string[] | undefined };
const NAMED = /battery|screen|电池|屏幕/gu;

function sentimentOf(text: string) {
  const bad = (text.match(/bad|差|贵/gu) ?? []).length > 0 ? 0.9 : 0.03;
  const good = (text.match(/good|great|很好|喜欢|满意|清晰/giu) ?? []).length > 0 && bad < 0.5 ? 0.9 : 0.03;
  const Sentiment = bad > 0.5 ? 'NEGATIVE' : good > 0.5 ? 'POSITIVE' : 'NEUTRAL';
  return {
    Sentiment: Sentiment as 'NEGATIVE' | 'POSITIVE' | 'NEUTRAL',
    SentimentScore: { Positive: good, Negative: bad, Neutral: 1 - good - bad, Mixed: 0 },
  };
}

// Comprehend counts in code points.
const namesIn = (text: string) =>
  [...text.matchAll(NAMED)].map(({ 0: Text, index }) => {
    const BeginOffset = [...text.slice(0, index)].length;
    return { Text, BeginOffset, EndOffset: BeginOffset + [...Text].length };
  });

const answering = (answer: (text: string) => object) => (input: Text) => ({
  ResultList: (input.TextList ?? []).map((text, Index) => ({ Index, ...answer(text) })),
  ErrorList: [],
});

beforeEach(() => {
  comprehend.reset();
  comprehend.on(BatchDetectSentimentCommand).callsFake(answering(sentimentOf));
  comprehend.on(BatchDetectKeyPhrasesCommand).callsFake(answering((text) => ({ KeyPhrases: namesIn(text) })));
  comprehend.on(BatchDetectTargetedSentimentCommand).callsFake(answering(() => ({ Entities: [] })));
});

testAnalyzer('Comprehend’s analyzer', async () => comprehendAnalyzer({ client, fallback: await openLocalAnalyzer() }));
