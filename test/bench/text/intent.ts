import { readFileSync } from 'node:fs';
import { Intent } from '@soundings/contracts/mention';
import { clauseReader } from '@soundings/text/clause-reading';
import { shippedModels } from '@soundings/text/polarity';
import { developmentLabels, readCsv, readJsonLines } from '@soundings/text/training/sets';
import { parse } from 'csv-parse/sync';
import type { Row } from '../figures.ts';
import { confusion, macroF1 } from './scores.ts';

/** A clause: the data file, its record (from 0, the heading not counted), the text's column, and where in it, in UTF-16 units. */
type Place = Record<'file' | 'row' | 'column' | 'start' | 'end', string>;

/** `readings` are what readers saw in the clause, each alone; `sure` says how many did not hesitate. */
type ReadClause = Place & Record<'readings' | 'sure', string>;

type TunedClause = Place & { intent: Intent; sure: 'yes' | 'no' };

/**
 * Intent on clauses that three readers read without sight of each other or of what the models say; rules and models were
 * tuned on others. What most of them read is the truth; scored is where at least two did not hesitate. Beside it, on more
 * clauses that two readers read later in the same way.
 */
export function intents(): { figures: Record<string, number>; rows: Row[] } {
  const clauses = readClauses('intent-labels.csv');
  const scored = clauses.filter(({ sure }) => sure >= 2);
  const later = readClauses('intent-later-labels.csv').filter(isPlain);
  const all = scored.map(({ pair }) => pair);
  const wishes = all.filter(([is]) => is === 'wish');
  const tuned = told<TunedClause>(developmentLabels).filter(({ sure }) => sure === 'yes');
  const scoreOf = (some: typeof clauses) => macroF1(some.map(({ pair }) => pair));
  const agreements = [0, 1, 2].map((reader) =>
    macroF1(clauses.flatMap(({ seen }) => otherReaders(seen, reader).map((other) => [other, seen[reader] ?? other]))),
  );
  return {
    figures: {
      'intent.f1': macroF1(all),
      'intent.wishAsComplaint': wishes.filter(([, called]) => called === 'complaint').length / wishes.length,
    },
    rows: [
      ['intent, macro-F1 by language', ''],
      ...(['zh', 'en'] as const).map(
        (spoken): Row => [`  ${spoken}`, scoreOf(scored.filter(({ language }) => language === spoken))],
      ),
      ['  clauses scored', scored.length],
      ['  where all three agree and are sure', scoreOf(clauses.filter(isPlain))],
      ['  with every clause read', scoreOf(clauses)],
      ['  clauses of the same sets read later by two, where both agree and are sure', scoreOf(later)],
      ['    their number', later.length],
      [
        '  one reader against another, every clause',
        agreements.reduce((sum, score) => sum + score, 0) / agreements.length,
      ],
      ['  clauses that rules and settings were tuned on', macroF1(tuned.map(({ intent, read }) => [intent, read]))],
      ...confusion(all, Intent.options),
    ],
  };
}

/** Clauses of a file of readings, with what most readers saw beside what the models read. */
function readClauses(file: string) {
  return told<ReadClause>(new URL(file, import.meta.url)).map(({ readings, sure, ...clause }) => {
    const seen = readings.split(' ').map((reading) => Intent.parse(reading));
    return { ...clause, seen, sure: Number(sure), pair: [mostRead(seen), clause.read] as const };
  });
}

const isPlain = ({ seen, sure }: { seen: readonly Intent[]; sure: number }) =>
  sure === seen.length && seen.every((intent) => intent === seen[0]);

/** What most of three read; where all differ, or two read it, the first of them stands. */
function mostRead([first, second, third]: readonly Intent[]): Intent {
  if (first === undefined) throw new Error('A clause has no reading');
  return second !== undefined && second === third ? second : first;
}

function otherReaders(seen: readonly Intent[], reader: number): Intent[] {
  return seen.filter((_, i) => i !== reader);
}

/** The labelled clauses of a file with their language and what the rules and models read. */
function told<Clause extends Place>(file: URL): (Clause & { language: 'zh' | 'en'; read: Intent })[] {
  const clauses: Clause[] = parse(readFileSync(file, 'utf8'), { columns: true });
  const models = shippedModels();
  const texts = new Map<string, readonly Record<string, unknown>[]>();
  return clauses.map((clause) => {
    const { file, row, column, start, end } = clause;
    if (!texts.has(file)) texts.set(file, file.includes('.jsonl') ? readJsonLines(file) : readCsv(file));
    const text = String(texts.get(file)?.[Number(row)]?.[column]);
    const language = file.startsWith('reviews-zh') ? 'zh' : 'en';
    const { intent } = clauseReader(
      text,
      models[language],
      null,
    )({ start: Number(start), end: Number(end), sentence: 0 });
    return { ...clause, language, read: intent };
  });
}
