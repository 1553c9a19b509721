import type { ImportProblem } from '@soundings/contracts/import';
import type { InterfaceLanguage } from '@soundings/contracts/language';
import { csvHead, csvLine } from '@soundings/csv/csv';
import { wordsIn } from './pages/words.ts';

/**
 * The lines of a file that were not taken in, or only in part, with the reason, what it means and how many there are of
 * it, as the parts of a spreadsheet. Of a reason that `listed` does not have, the lines that stand in the import itself.
 */
export function importProblemsCsv(
  problems: readonly ImportProblem[],
  listed: readonly { line: number; reason: string }[],
  language: InterfaceLanguage,
): string[] {
  const { imports } = wordsIn[language];
  const meaning: Readonly<Record<string, string>> = imports.reasons;
  const kinds = new Map(problems.map((problem) => [problem.reason, problem]));
  const reasons = new Set(listed.map(({ reason }) => reason));
  const others = problems
    .filter(({ reason }) => !reasons.has(reason))
    .flatMap(({ reason, lines }) => lines.map((line) => ({ line, reason })));
  const rows = [...listed, ...others].map(({ line, reason }) => {
    const { message = reason, count } = kinds.get(reason) ?? {};
    return csvLine([line, reason, meaning[reason] ?? message, count ?? null]);
  });
  return [csvHead([imports.line, imports.reason, imports.what, imports.rows]), ...rows];
}
