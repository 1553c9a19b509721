import type { InterfaceLanguage } from '@soundings/contracts/language';
import { csvLine } from '@soundings/survey/response-export';
import { wordsIn } from './pages/words.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** Lines that were not taken in, with the reason and what it means, as the parts of a spreadsheet. */
export function rejectsCsv(
  rejects: readonly { line: number; reason: string }[],
  language: InterfaceLanguage,
): string[] {
  const { imports } = wordsIn[language];
  const meaning: Readonly<Record<string, string>> = imports.reasons;
  const lines = rejects.map(({ line, reason }) => csvLine([line, reason, meaning[reason] ?? reason]));
  return [BYTE_ORDER_MARK + csvLine([imports.line, imports.reason, imports.what]), ...lines];
}
