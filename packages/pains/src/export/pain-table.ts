import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainReport } from '@soundings/contracts/pain-point';
import { reportWords } from './report-words.ts';

export type Cell = string | number | null;

/**
 * The report's pains as one table: a heading row, then a row for each pain of each product. Shares run from 0 to 1.
 */
export function painTable(report: PainReport, language: InterfaceLanguage): Cell[][] {
  const words = reportWords[language];
  const heading = [
    words.product,
    words.rank,
    words.theme,
    words.people,
    words.of,
    words.share,
    words.low,
    words.high,
    words.impact,
    words.low,
    words.high,
    words.lost,
    words.n,
    words.trend,
    words.standing,
    words.firstSeen,
    words.terms,
    words.quotes,
    words.wishes,
  ];
  const rows = report.products.flatMap(({ name, pains }) =>
    pains.map((pain): Cell[] => [
      name,
      pain.rank,
      pain.names[language],
      pain.people.people,
      pain.people.of,
      pain.people.share,
      pain.people.low,
      pain.people.high,
      pain.severity?.impact ?? null,
      pain.severity?.low ?? null,
      pain.severity?.high ?? null,
      pain.severity?.lost ?? null,
      pain.severity?.n ?? null,
      words[pain.trend.direction],
      words[pain.standing],
      pain.firstSeen.slice(0, 10),
      pain.terms.map(({ term }) => term).join('; '),
      pain.quotes.map(({ text }) => text).join('\n'),
      pain.wishes.map(({ text }) => text).join('\n'),
    ]),
  );
  return [heading, ...rows];
}
