import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainReport } from '@soundings/contracts/pain-point';
import { csvHead, csvLine } from '@soundings/csv/csv';
import { painTable } from './pain-table.ts';

/** The pains as CSV (RFC 4180) with a byte order mark, without which spreadsheets misread Chinese. */
export function painReportCsv(report: PainReport, language: InterfaceLanguage): string {
  const [head = [], ...rows] = painTable(report, language);
  return [csvHead(head), ...rows.map(csvLine)].join('');
}
