import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainReport } from '@soundings/contracts/pain-point';
import { notedHtml, notedMarkdown } from './sample-mark.ts';

export type ReportFormat = 'md' | 'csv' | 'xlsx' | 'html';

/**
 * The report as a file of this format, with a note where it can be read. The writers are loaded when they are asked for: no
 * other request needs them.
 */
export async function painReportAs(
  format: ReportFormat,
  report: PainReport,
  { language, note }: { language: InterfaceLanguage; note: string | undefined },
): Promise<{ type: string; body: string | Uint8Array<ArrayBuffer> }> {
  switch (format) {
    case 'md': {
      const { painReportMarkdown } = await import('@soundings/pains/export/pain-report-markdown');
      return { type: 'text/markdown; charset=utf-8', body: notedMarkdown(painReportMarkdown(report, language), note) };
    }
    case 'csv': {
      const { painReportCsv } = await import('@soundings/pains/export/pain-report-csv');
      return { type: 'text/csv; charset=utf-8', body: painReportCsv(report, language) };
    }
    case 'html': {
      const { painReportHtml } = await import('@soundings/pains/export/pain-report-html');
      return { type: 'text/html; charset=utf-8', body: notedHtml(painReportHtml(report, language), note) };
    }
    case 'xlsx': {
      const { painReportXlsx } = await import('@soundings/pains/export/pain-report-xlsx');
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return { type, body: Uint8Array.from(await painReportXlsx(report, { language, note })) };
    }
  }
}
