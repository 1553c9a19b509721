import { type Readable, Transform } from 'node:stream';
import type { Import, ImportOptions, ImportPreview } from '@soundings/contracts/import';
import type { Message } from '@soundings/contracts/language';
import { eventColumns } from '@soundings/customers/event-row';
import { purchaseColumns } from '@soundings/customers/purchase-columns';
import { fileClock } from '@soundings/customers/written-date';
import type { DuckDb } from '@soundings/lake/duckdb';
import { reviewColumns } from '@soundings/reviews/review-row';
import { NoSuchObject } from '@soundings/store/bucket';
import { type Claim, failedWith, workOff } from '@soundings/store/jobs';
import type { Store } from '@soundings/store/store';
import { type Aliases, type Columns, findColumns, requireColumns } from './columns.ts';
import { readCsvRows } from './csv-rows.ts';
import { importEvents, importedEvents } from './import-events.ts';
import { importedPurchases, importPurchases } from './import-purchases.ts';
import { importReviews } from './import-reviews.ts';
import type { ImportTarget } from './import-target.ts';
import { readJsonRows } from './jsonl-rows.ts';
import { peek } from './peek.ts';
import { startPreview } from './preview.ts';
import { type Row, UnreadableFile } from './rows.ts';
import { startTally, type Tally } from './tally.ts';
import { InflatesTooFar, readText } from './text-stream.ts';
import { openFile, readXlsxRows } from './xlsx-rows.ts';

const REPORT_MS = 1000;

const kinds = {
  reviews: { aliases: reviewColumns, required: [['text']] },
  purchases: { aliases: purchaseColumns, required: [['customerId'], ['date'], ['amount', 'unitPrice']] },
  events: { aliases: eventColumns, required: [['customerId'], ['date'], ['kind']] },
};
const runs = {
  reviews: runReviews,
  purchases: intoLake(importedPurchases, importPurchases),
  events: intoLake(importedEvents, importEvents),
};

type Machine = { store: Store; openDuckDb: () => Promise<DuckDb>; signal?: AbortSignal };

/** Works on the imports that are due until there is none, or until the signal says stop. Gives how many it finished. */
export function runImports({ store, openDuckDb, signal }: Machine): Promise<number> {
  return workOff(store.imports, {
    signal,
    work: (claim) => runImport(claim, { store, openDuckDb, ...(signal && { signal }) }),
  });
}

async function runImport(claim: Claim<Import>, machine: Machine): Promise<void> {
  const finishedAt = () => new Date().toISOString();
  try {
    if (claim.job.unconfirmed) {
      // Out of the queue until a person has confirmed it.
      return await claim.finish({ status: 'queued', attempts: 0, preview: await previewOf(claim.job, machine) });
    }
    const outcome = await runs[claim.job.kind](claim, machine);
    await claim.finish({ ...outcome, processed: claim.job.size ?? 0, status: 'done', finishedAt: finishedAt() });
  } catch (error) {
    const told = failureOf(error);
    if (!told) throw error;
    await claim.finish({ ...failedWith(told), finishedAt: finishedAt() });
  }
}

/** What to tell the person who sent a file that cannot be read at all; undefined for what is no fault of the file. */
function failureOf(error: unknown): Message | undefined {
  if (error instanceof UnreadableFile) return error.told;
  if (error instanceof InflatesTooFar)
    return {
      en: 'The compressed file unpacks to far more than a file of rows would. Send it unpacked.',
      'zh-CN': '压缩文件解压后远大于正常的数据文件，请解压后再发送。',
    };
  if (error instanceof NoSuchObject)
    return { en: 'The file is not there any more. Send it again.', 'zh-CN': '文件已不存在，请重新发送。' };
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && code.startsWith('Z_'))
    return {
      en: 'The compressed file is damaged. Pack and send it again.',
      'zh-CN': '压缩文件已损坏，请重新压缩后发送。',
    };
  return undefined;
}

async function runReviews(claim: Claim<Import>, { store, signal }: Machine): Promise<Partial<Import>> {
  const { id: importId, productId, createdAt: receivedAt, options } = claim.job;
  if (!productId)
    throw new UnreadableFile({
      en: 'Reviews need the product that they are about.',
      'zh-CN': '导入评论时需要指明所属的产品。',
    });
  const tally = startTally();
  const isKeptAway = await store.erasures.keptAway();
  const clock = fileClock(options.timeZone);
  for await (const rows of reportedRows(claim, { store, tally, signal })) {
    await importReviews(rows, tally, { store, importId, productId, receivedAt, clock, isKeptAway });
  }
  await store.importProblems.write(importId, tally.problemLines());
  return tally.result();
}

/**
 * An import whose rows become one object of the lake. `imported` knows what it came to if it got that far before a crash;
 * `take` gives undefined where another import was committed meanwhile, and is then asked again from the start.
 */
function intoLake<Outcome extends Partial<Import>>(
  imported: (store: Store, importId: string) => Promise<Outcome | undefined>,
  take: (rows: AsyncIterable<readonly Row[]>, tally: Tally, target: ImportTarget) => Promise<Outcome | undefined>,
) {
  return async (claim: Claim<Import>, { store, openDuckDb, signal }: Machine): Promise<Outcome> => {
    const { id: importId, options, createdAt: receivedAt } = claim.job;
    const before = await imported(store, importId);
    if (before) return before;
    const duckdb = await openDuckDb();
    try {
      for (;;) {
        const tally = startTally();
        const headers = new Map<string, string>();
        const rows = reportedRows(claim, { store, tally, signal, headers });
        const headerOf = (field: string) => headers.get(field);
        const outcome = await take(rows, tally, { store, duckdb, importId, options, receivedAt, headerOf });
        if (outcome) return outcome;
      }
    } finally {
      await duckdb.close();
    }
  };
}

type Reported = {
  store: Store;
  tally: Tally;
  signal: AbortSignal | undefined;
  /** Told which field's column has which header. */
  headers?: Map<string, string>;
};

/** The rows of the import's file, with its progress stored about every second on the way. */
async function* reportedRows(claim: Claim<Import>, { store, tally, signal, headers }: Reported): AsyncGenerator<Row[]> {
  const { kind, format, mapping, object, options } = claim.job;
  const { required } = kinds[kind];
  const aliases = aliasesOf(kind, options);
  const file = counted(await store.bucket.read(object));
  const choose = (header: string[]) => {
    const columns = findColumns(header, aliases, mapping);
    requireColumns(columns, header, required);
    for (const [field, i] of columns) headers?.set(field, header[i] ?? '');
    return columns;
  };
  let reported = Date.now();
  let read = 0;
  for await (const rows of rowsOf(file.stream, { format, choose })) {
    signal?.throwIfAborted();
    yield rows;
    read += rows.length;
    if (Date.now() - reported < REPORT_MS) continue;
    // Purchases are told apart only when all of them are there: until then more are read than counted.
    await claim.report({ ...tally.result(), read, processed: file.bytes() });
    reported = Date.now();
  }
}

/** The columns of the import's file, what they and the amounts are taken for, and its first rows. */
async function previewOf(
  { kind, format, object, mapping, options }: Import,
  { store }: Machine,
): Promise<ImportPreview> {
  const find = (header: readonly string[]) => findColumns(header, aliasesOf(kind, options), mapping);
  const preview = startPreview({ kind, options, find });
  for await (const rows of rowsOf(await store.bucket.read(object), { format, choose: preview.choose })) {
    if (!preview.take(rows)) break;
  }
  return preview.result();
}

function aliasesOf(kind: Import['kind'], { leaveOut = [] }: ImportOptions): Aliases {
  return Object.fromEntries(Object.entries(kinds[kind].aliases).filter(([field]) => !leaveOut.includes(field)));
}

type Reading = { format: Import['format']; choose: (header: string[]) => Columns };

/** The rows of a file of whatever kind: a workbook by its first bytes, JSON lines by their first character, else CSV. */
async function* rowsOf(file: Readable, { format, choose }: Reading): AsyncGenerator<Row[]> {
  try {
    const { isWorkbook, whole } = await openFile(file);
    if (isWorkbook) return yield* readXlsxRows(whole, choose);
    const text = await peek(readText(whole));
    const isJson = format ? format === 'jsonl' : /^\s*[{[]/.test(text.head);
    yield* (isJson ? readJsonRows : readCsvRows)(text.whole, choose);
  } finally {
    // It may be left half read: by a preview, or where its columns are not known.
    file.destroy();
  }
}

function counted(source: Readable): { stream: Readable; bytes: () => number } {
  let bytes = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  source.on('error', (error) => counter.destroy(error));
  counter.on('close', () => source.destroy());
  return { stream: source.pipe(counter), bytes: () => bytes };
}
