import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { forkWork } from '@soundings/local/work-process';
import { report } from './figures.ts';

// How fast files come in and how much memory that takes, at one size and at ten times that: generated orders with ten
// columns, one in twenty a refund, one in fifty without a customer, and short reviews in both languages.

const ROWS = 300_000;
const REVIEWS = 50_000;

function* orders(rows: number): Generator<string> {
  yield 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Channel,Currency\n';
  for (let i = 0; i < rows; i++) {
    const refund = i % 20 === 19;
    const day = String(1 + (i % 28)).padStart(2, '0');
    const customer = i % 50 === 7 ? '' : 10_000 + ((i * 7919) % Math.ceil(rows / 12));
    yield `${refund ? 'C' : ''}${500_000 + Math.floor(i / 3)},S${i % 3000},"A thing, number ${i % 3000}",${refund ? -1 : 1 + (i % 9)},` +
      `2025-${String(1 + (i % 12)).padStart(2, '0')}-${day} 08:${String(i % 60).padStart(2, '0')}:00,${(1 + (i % 900) / 100).toFixed(2)},${customer},China,app,CNY\n`;
  }
}

function* reviews(rows: number): Generator<string> {
  yield 'id,评论内容,评分,日期,用户昵称\n';
  for (let i = 0; i < rows; i++) {
    const text =
      i % 2 ? `物流太慢了，等了 ${i % 30} 天才到，包装也破了` : `The lid broke after ${i % 30} days, but it boils fast`;
    yield `r${i},"${text}",${1 + (i % 5)},2025-03-${String(1 + (i % 28)).padStart(2, '0')},买家${i}\n`;
  }
}

type Run = { read: number; accepted: number; seconds: number; mb: number };

async function importOf(kind: 'reviews' | 'purchases', rows: Generator<string>): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-file-'));
  const file = join(folder, 'file.csv');
  await pipeline(Readable.from(inBlocks(rows)), createWriteStream(file));
  const child = forkWork(new URL('imports/import-run.ts', import.meta.url), [kind, file], process.env);
  const run = await new Promise<Run>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Run));
    child.once('exit', (code) => reject(new Error(`the import ended with ${code}`)));
  });
  await rm(folder, { recursive: true });
  return run;
}

function* inBlocks(rows: Generator<string>): Generator<string> {
  let block = '';
  for (const row of rows) {
    block += row;
    if (block.length < 1 << 18) continue;
    yield block;
    block = '';
  }
  yield block;
}

const once = await importOf('purchases', orders(ROWS));
const tenfold = await importOf('purchases', orders(10 * ROWS));
const short = await importOf('reviews', reviews(REVIEWS));
const long = await importOf('reviews', reviews(10 * REVIEWS));

console.log(`Node ${process.version}, ${cpus().length} cores\n`);
const perSecond = ({ read, seconds }: Run) => read / seconds;
report(
  {
    'purchases.rowsPerSecond': perSecond(once),
    'purchases.mb': once.mb,
    'purchases.tenfold.rowsPerSecond': perSecond(tenfold),
    'purchases.tenfold.mb': tenfold.mb,
    'reviews.perSecond': perSecond(short),
    'reviews.mb': short.mb,
    'reviews.tenfold.perSecond': perSecond(long),
    'reviews.tenfold.mb': long.mb,
  },
  [
    ['import', 'rows', 'accepted', 'seconds', 'rows/s', 'MB'],
    ...(
      [
        ['purchases', once],
        ['purchases × 10', tenfold],
        ['reviews', short],
        ['reviews × 10', long],
      ] as const
    ).map(
      ([name, run]) =>
        [name, run.read, run.accepted, run.seconds, Math.round(perSecond(run)), Math.round(run.mb)] as const,
    ),
  ],
);
