import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { type Cell, csvHead, csvLine, defused } from '@soundings/csv/csv';
import writeXlsxFile from 'write-excel-file/node';
import { responseColumns } from './response-table.ts';

/** Responses of one survey version and the language of their labels. */
export interface Export {
  definition: SurveyDefinition;
  responses: AsyncIterable<SurveyResponse> | Iterable<SurveyResponse>;
  language: string;
}

// A spreadsheet is made in memory; past this many rows a program reads CSV or JSON lines, which stream.
const XLSX_ROWS = 50_000;

/** Comma-separated values (RFC 4180, UTF-8 with a byte order mark, which Excel needs to read Chinese), line by line. */
export async function* csvOf({ definition, responses, language }: Export): AsyncGenerator<string> {
  const columns = responseColumns(definition, language);
  yield csvHead(columns.map(({ header }) => header));
  for await (const response of responses) yield csvLine(columns.map(({ cell }) => cell(response)));
}

/** One response a line as the API gives it. */
export async function* jsonlOf({ responses }: Pick<Export, 'responses'>): AsyncGenerator<string> {
  for await (const response of responses) yield `${JSON.stringify(response)}\n`;
}

/** An Excel workbook with one sheet of the same table. At most 50,000 responses: throws `TooManyRows` past that. */
export async function xlsxOf({ definition, responses, language }: Export): Promise<Uint8Array> {
  const columns = responseColumns(definition, language);
  const rows: Cell[][] = [columns.map(({ header }) => header)];
  for await (const response of responses) {
    if (rows.length > XLSX_ROWS) throw new TooManyRows();
    rows.push(columns.map(({ cell }) => cell(response)));
  }
  // Every text is written as a text, so that nothing is a formula; XML allows no control characters.
  const data = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? { type: String, value: defused(cell).replace(CONTROL, '') } : cell)),
  );
  return writeXlsxFile(data, { sheet: 'responses' }).toBuffer();
}

/** A workbook of so many responses would not be read by anyone; CSV and JSON lines have no limit. */
export class TooManyRows extends Error {
  override name = 'TooManyRows';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
