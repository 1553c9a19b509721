import type { Message } from '@soundings/contracts/language';

/** One row of a file: its first line, counted from 1, and either its cells by header or why it has none. */
export type Row = { line: number; fields: Record<string, string> } | { line: number; reject: RowRejection };

export type RowRejection = 'cut_off' | 'too_many_cells' | 'row_too_long' | 'not_json' | 'not_an_object';

/** Longest row that is read; a quote left open would otherwise swallow the rest of the file. */
export const MAX_ROW = 1 << 20;

/** Rows travel in batches: a promise a row would cost more than reading it. */
export const BATCH = 1000;

/** From so many of a file's first rows it is told how the file writes dates and amounts. */
export const SAMPLE = 20_000;

/** The file as a whole cannot be read as rows; `told` says what to do. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
  readonly told: Message;

  constructor(told: Message, options?: ErrorOptions) {
    super(told.en, options);
    this.told = told;
  }
}

export const EMPTY_FILE: Message = { en: 'The file is empty.', 'zh-CN': '文件是空的。' };
