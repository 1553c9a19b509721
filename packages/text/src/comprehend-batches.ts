import {
  BatchDetectKeyPhrasesCommand,
  BatchDetectSentimentCommand,
  BatchDetectTargetedSentimentCommand,
  type BatchItemError,
  type ComprehendClient,
  type KeyPhrase,
  type LanguageCode,
  type SentimentScore,
  type TargetedSentimentEntity,
} from '@aws-sdk/client-comprehend';

// Comprehend: 25 texts a batch, 5 KB a text, one language a call.
const BATCH = 25;
export const MOST_BYTES = 5000;
// A unit is 100 characters; every text costs at least three.
const UNIT = 100;
const LEAST_UNITS = 3;

/** What one text came back as; `retry` is the moment's fault, `failed` the text's own. */
export type Item<Result> =
  | { outcome: 'read'; result: Result }
  | { outcome: 'retry'; reason: string; throttled?: true }
  | { outcome: 'failed'; reason: string };

/** Faults of the text itself: the same text will never pass. */
const OF_THE_TEXT = new Set(['TEXT_SIZE_LIMIT_EXCEEDED', 'UNSUPPORTED_LANGUAGE', 'INVALID_REQUEST']);
const OF_THE_REQUEST = new Set([
  'InvalidRequestException',
  'TextSizeLimitExceededException',
  'UnsupportedLanguageException',
  'BatchSizeLimitExceededException',
]);

const THROTTLING = new Set(['TooManyRequestsException', 'ThrottlingException', 'LimitExceededException']);

/** The units that a text is billed. */
export const unitsOf = (text: string) => Math.max(LEAST_UNITS, Math.ceil([...text].length / UNIT));

export const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

type Reply<Result> = {
  ResultList: (Result & { Index?: number | undefined })[] | undefined;
  ErrorList: BatchItemError[] | undefined;
};

export type Sentiment = { scores: Required<Record<keyof SentimentScore, number>>; sentiment: string };

/** Sentiment of texts of one language, in their order. */
export async function sentiments(client: ComprehendClient, texts: readonly string[], language: LanguageCode) {
  return inBatches(
    texts,
    (TextList) => client.send(new BatchDetectSentimentCommand({ TextList, LanguageCode: language })),
    ({ SentimentScore, Sentiment: sentiment }): Sentiment => ({
      scores: {
        Positive: SentimentScore?.Positive ?? 0,
        Negative: SentimentScore?.Negative ?? 0,
        Neutral: SentimentScore?.Neutral ?? 0,
        Mixed: SentimentScore?.Mixed ?? 0,
      },
      sentiment: sentiment ?? 'NEUTRAL',
    }),
  );
}

/** Key phrases of texts of one language, in their order. */
export async function keyPhrases(client: ComprehendClient, texts: readonly string[], language: LanguageCode) {
  return inBatches(
    texts,
    (TextList) => client.send(new BatchDetectKeyPhrasesCommand({ TextList, LanguageCode: language })),
    ({ KeyPhrases }): readonly KeyPhrase[] => KeyPhrases ?? [],
  );
}

/** Entities of English texts with the sentiment towards each, in the texts' order. Comprehend: English only. */
export async function targetedSentiments(client: ComprehendClient, texts: readonly string[]) {
  return inBatches(
    texts,
    (TextList) => client.send(new BatchDetectTargetedSentimentCommand({ TextList, LanguageCode: 'en' })),
    ({ Entities }): readonly TargetedSentimentEntity[] => Entities ?? [],
  );
}

async function inBatches<Raw, Result>(
  texts: readonly string[],
  send: (batch: string[]) => Promise<Reply<Raw>>,
  read: (raw: Raw) => Result,
): Promise<Item<Result>[]> {
  const items: Item<Result>[] = [];
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH);
    items.push(...(await oneBatch(batch, send, read)));
  }
  return items;
}

async function oneBatch<Raw, Result>(
  batch: string[],
  send: (batch: string[]) => Promise<Reply<Raw>>,
  read: (raw: Raw) => Result,
): Promise<Item<Result>[]> {
  try {
    const { ResultList = [], ErrorList = [] } = await send(batch);
    const items = batch.map(
      (): Item<Result> => ({ outcome: 'retry', reason: 'Comprehend did not answer for this text' }),
    );
    for (const result of ResultList) {
      if (result.Index !== undefined) items[result.Index] = { outcome: 'read', result: read(result) };
    }
    for (const { Index, ErrorCode = 'UNKNOWN', ErrorMessage = '' } of ErrorList) {
      const outcome = OF_THE_TEXT.has(ErrorCode) ? 'failed' : 'retry';
      if (Index !== undefined) items[Index] = { outcome, reason: `Comprehend: ${ErrorCode} ${ErrorMessage}`.trim() };
    }
    return items.slice(0, batch.length);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: 'unknown', message: String(error) };
    if (!OF_THE_REQUEST.has(name)) {
      const throttled = THROTTLING.has(name) && { throttled: true as const };
      return batch.map(() => ({ outcome: 'retry', reason: `Comprehend: ${name}`, ...throttled }));
    }
    // One text can spoil a request for the others: alone, each is judged on its own.
    if (batch.length === 1) return [{ outcome: 'failed', reason: `Comprehend: ${name} ${message}` }];
    const items: Item<Result>[] = [];
    for (const text of batch) items.push(...(await oneBatch([text], send, read)));
    return items;
  }
}
