import { readFileSync } from 'node:fs';
import { Intent } from '@soundings/contracts/mention';
import { clauseReader } from '@soundings/text/clause-reading';
import { shippedModels } from '@soundings/text/polarity';
import { readCsv, readJsonLines } from '@soundings/text/training/sets';
import { parse } from 'csv-parse/sync';
import type { Row } from '../figures.ts';
import { confusion, macroF1 } from './scores.ts';

/**
 * One clause as a person read it: the data file, its record (from 0, the heading not counted), the column of the text,
 * and where in it the clause stands, in UTF-16 units. `sure` is "no" where the reader hesitated between two intents.
 */
type Label = { file: string; row: string; column: string; start: string; end: string; intent: Intent; sure: string };

/** Intent on clauses labelled by hand before the rules were tuned on others; where the reader hesitated, none is scored. */
export function intents(): { figures: Record<string, number>; rows: Row[] } {
  const labels: Label[] = parse(readFileSync(new URL('intent-labels.csv', import.meta.url), 'utf8'), { columns: true });
  const models = shippedModels();
  const texts = new Map<string, readonly Record<string, unknown>[]>();
  const pairs = labels.map(({ file, row, column, start, end, intent, sure }) => {
    if (!texts.has(file)) texts.set(file, file.includes('.jsonl') ? readJsonLines(file) : readCsv(file));
    const text = String(texts.get(file)?.[Number(row)]?.[column]);
    const language = file.startsWith('reviews-zh') ? 'zh' : 'en';
    const read = clauseReader(text, models[language], null)({ start: Number(start), end: Number(end), sentence: 0 });
    return { language, isSure: sure === 'yes', pair: [intent, read.intent] as const };
  });
  const sure = pairs.filter(({ isSure }) => isSure);
  const all = sure.map(({ pair }) => pair);
  const wishes = all.filter(([is]) => is === 'wish');
  const perLanguage = (['zh', 'en'] as const).map(
    (spoken): Row => [
      `  ${spoken}`,
      macroF1(sure.filter(({ language }) => language === spoken).map(({ pair }) => pair)),
    ],
  );
  return {
    figures: {
      'intent.f1': macroF1(all),
      'intent.wishAsComplaint': wishes.filter(([, called]) => called === 'complaint').length / wishes.length,
    },
    rows: [
      ['intent, macro-F1 by language', ''],
      ...perLanguage,
      ['  with clauses on which the reader hesitated', macroF1(pairs.map(({ pair }) => pair))],
      ...confusion(all, Intent.options),
    ],
  };
}
