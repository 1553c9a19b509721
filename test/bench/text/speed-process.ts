/** Loads the local analyzer, reads short reviews of two languages, and prints what that took as one line of JSON. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

export type SpeedFigures = { reviewsPerSecond: number; 'load.ms': number; mb: number };

const LONGEST = 140;
const REVIEWS = 6000;

// CPU seconds rather than the clock's: what one core does, whoever else uses the machine.
const started = process.cpuUsage();
const { openLocalAnalyzer } = await import('@soundings/text/local-analyzer');
const analyzer = await openLocalAnalyzer();
await analyzer.analyze([textOf('屏幕很好', -2), textOf('a good screen', -1)]);
const load = process.cpuUsage(started);

const chinese = column('reviews-zh/waimai_10k.csv.gz', 'review');
const english = column('reviews-en/pros_cons.csv.gz', 'text');
const short = (text: string) => text.length > 0 && text.length <= LONGEST;
const texts = [...chinese.filter(short).slice(0, REVIEWS / 2), ...english.filter(short).slice(0, REVIEWS / 2)].map(
  textOf,
);

const begun = process.cpuUsage();
for (let at = 0; at < texts.length; at += 100) await analyzer.analyze(texts.slice(at, at + 100));
const { user, system } = process.cpuUsage(begun);

const figures: SpeedFigures = {
  reviewsPerSecond: texts.length / ((user + system) / 1e6),
  'load.ms': (load.user + load.system) / 1e3,
  mb: process.memoryUsage().rss / 2 ** 20,
};
console.log(JSON.stringify(figures));

// A bundle stands elsewhere than its sources: the folder of data is handed to it.
function column(file: string, name: string): string[] {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(`${process.env.DATA}${file}`)).toString(), {
    columns: true,
    bom: true,
  });
  return rows.map((row) => row[name] ?? '');
}

function textOf(text: string, index: number) {
  return { id: String(index), text, language: null, rating: null, nps: null };
}
