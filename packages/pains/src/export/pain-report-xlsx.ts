import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainReport } from '@soundings/contracts/pain-point';
import writeExcelFile, { type SheetData } from 'write-excel-file/node';
import { painTable } from './pain-table.ts';
import { reportWords } from './report-words.ts';

/**
 * The pains as a workbook of one sheet, with a second one for a note if there is one. Cells are typed text or numbers, so
 * nothing a customer wrote runs as a formula.
 */
export async function painReportXlsx(
  report: PainReport,
  { language, note }: { language: InterfaceLanguage; note?: string | undefined },
): Promise<Buffer> {
  const words = reportWords[language];
  const [heading = [], ...rows] = painTable(report, language);
  const data: SheetData = [
    heading.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const })),
    ...rows.map((row) =>
      row.map((value) => {
        if (value === null) return null;
        return typeof value === 'number' ? { value, type: Number } : { value, type: String };
      }),
    ),
  ];
  const noted: SheetData = [[{ value: note ?? '', type: String, fontWeight: 'bold' as const }]];
  return writeExcelFile([
    { data, sheet: words.title, stickyRowsCount: 1 },
    ...(note ? [{ data: noted, sheet: words.note }] : []),
  ]).toBuffer();
}
