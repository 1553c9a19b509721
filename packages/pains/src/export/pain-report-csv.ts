import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainReport } from '@soundings/contracts/pain-point';
import { type Cell, painTable } from './pain-table.ts';

/** The pains as CSV (RFC 4180) with a byte order mark, without which spreadsheets misread Chinese. */
export function painReportCsv(report: PainReport, language: InterfaceLanguage): string {
  const lines = painTable(report, language).map((row) => row.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  // A customer's words must not run as a formula (OWASP, CSV injection).
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
