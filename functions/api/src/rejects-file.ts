import type { InterfaceLanguage } from '@soundings/contracts/language';
import { wordsIn } from './pages/words.ts';

const BYTE_ORDER_MARK = '\uFEFF';

/** Lines that were not taken in, with the reason and what it means, as a spreadsheet. */
export async function rejectsCsv(
  rejects: readonly { line: number; reason: string }[],
  language: InterfaceLanguage,
): Promise<string> {
  const { csvLine } = await import('@soundings/survey/response-export');
  const { imports } = wordsIn[language];
  const meaning: Readonly<Record<string, string>> = imports.reasons;
  const lines = rejects.map(({ line, reason }) => csvLine([line, reason, meaning[reason] ?? reason]));
  return BYTE_ORDER_MARK + [csvLine([imports.line, imports.reason, imports.what]), ...lines].join('');
}
