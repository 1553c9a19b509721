import { readFileSync } from 'node:fs';
import { Intent } from '@soundings/contracts/mention';
import { clauseReader } from '@soundings/text/clause-reading';
import { shippedModels } from '@soundings/text/polarity';
import { developmentLabels, readCsv, readJsonLines } from '@soundings/text/training/sets';
import { parse } from 'csv-parse/sync';
import type { Row } from '../figures.ts';
import { confusion, macroF1 } from './scores.ts';

/**
 * One clause as a person read it: the data file, its record (from 0, the heading not counted), the column of the text,
 * and where in it the clause stands, in UTF-16 units. `sure` is "no" where the reader hesitated between two intents.
 * `second` and `secondSure` are a second reading in another order, made without sight of the first or of what is scored.
 */
type Label = Record<'file' | 'row' | 'column' | 'start' | 'end' | 'sure' | 'secondSure', string> & {
  intent: Intent;
  second: Intent;
};

/**
 * Intent on clauses labelled by hand twice; rules and models were tuned on others. Scored is where the first reading did
 * not hesitate; the narrower and the wider score stand beside it.
 */
export function intents(): { figures: Record<string, number>; rows: Row[] } {
  const pairs = readings(new URL('intent-labels.csv', import.meta.url));
  const tuned = readings(developmentLabels).filter(({ isFirstSure }) => isFirstSure);
  const sure = pairs.filter(({ isFirstSure }) => isFirstSure);
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
      ['  clauses scored', sure.length],
      [
        '  where both readings agree and are sure',
        macroF1(pairs.filter(({ isSure }) => isSure).map(({ pair }) => pair)),
      ],
      ['  with every clause labelled', macroF1(pairs.map(({ pair }) => pair))],
      ['  clauses that rules and settings were tuned on', macroF1(tuned.map(({ pair }) => pair))],
      ['  share of all on which both readings agree', agreement(pairs.map(({ readings }) => readings))],
      ...confusion(all, Intent.options),
    ],
  };
}

const agreement = (pairs: readonly (readonly [Intent, Intent])[]) =>
  pairs.filter(([first, second]) => first === second).length / pairs.length;

/** How each labelled clause of a file was read by people and by the rules and models. */
function readings(file: URL) {
  const labels: Label[] = parse(readFileSync(file, 'utf8'), { columns: true });
  const models = shippedModels();
  const texts = new Map<string, readonly Record<string, unknown>[]>();
  return labels.map(({ file, row, column, start, end, intent, sure, second, secondSure }) => {
    if (!texts.has(file)) texts.set(file, file.includes('.jsonl') ? readJsonLines(file) : readCsv(file));
    const text = String(texts.get(file)?.[Number(row)]?.[column]);
    const language = file.startsWith('reviews-zh') ? 'zh' : 'en';
    const read = clauseReader(text, models[language], null)({ start: Number(start), end: Number(end), sentence: 0 });
    const isFirstSure = sure === 'yes';
    const isSure = isFirstSure && secondSure === 'yes' && second === intent;
    return { language, isFirstSure, isSure, pair: [intent, read.intent] as const, readings: [intent, second] as const };
  });
}
