import type { Feedback } from '@soundings/contracts/feedback';
import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { Product } from '@soundings/contracts/product';
import { csvHead, csvLine } from '@soundings/csv/csv';
import { wordsIn } from './pages/words.ts';

/** Texts as a spreadsheet that Excel reads as UTF-8, one a line, as they come. */
export async function* feedbackCsv(
  texts: AsyncIterable<Feedback>,
  { products, language }: { products: readonly Product[]; language: InterfaceLanguage },
): AsyncGenerator<string> {
  const { feedback, pains, intents, polarities } = wordsIn[language];
  const { columns } = feedback;
  const names = new Map(products.map(({ id, name }) => [id, name]));
  yield csvHead([
    columns.id,
    pains.product,
    feedback.occurredAt,
    feedback.receivedAt,
    columns.text,
    feedback.rating,
    'NPS',
    columns.language,
    feedback.channel,
    feedback.version,
    feedback.customer,
    feedback.origin,
    feedback.intent,
    feedback.polarity,
  ]);
  for await (const text of texts) {
    const { origin, analysis } = text;
    const each = <T>(of: (mention: NonNullable<Feedback['analysis']>['mentions'][number]) => T) => [
      ...new Set(analysis?.mentions.map(of)),
    ];
    yield csvLine([
      text.id,
      names.get(text.productId) ?? text.productId,
      text.occurredAt,
      text.receivedAt,
      text.text,
      text.rating,
      text.nps,
      analysis?.language ?? null,
      text.channel,
      text.productVersion,
      text.customerId,
      origin.kind === 'review' ? origin.sourceId : origin.surveyId,
      each(({ intent }) => intents[intent]).join('; '),
      each(({ polarity }) => polarities[polarity]).join('; '),
    ]);
  }
}

/** One text a line as the API gives it. */
export async function* feedbackJsonl(texts: AsyncIterable<Feedback>): AsyncGenerator<string> {
  for await (const text of texts) yield `${JSON.stringify(text)}\n`;
}
