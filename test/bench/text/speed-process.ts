/** Loads the local analyzer, reads short reviews of two languages, and prints what that took as one line of JSON. */
import { prosCons, readCsv } from '@soundings/text/training/sets';

const LONGEST = 140;
const REVIEWS = 6000;

const started = performance.now();
const { openLocalAnalyzer } = await import('@soundings/text/local-analyzer');
const analyzer = await openLocalAnalyzer();
await analyzer.analyze([textOf('屏幕很好', -2), textOf('a good screen', -1)]);
const load = performance.now() - started;

const chinese = readCsv('reviews-zh/waimai_10k.csv.gz').map(({ review = '' }) => review);
const english = prosCons().map(({ text }) => text);
const short = (text: string) => text.length > 0 && text.length <= LONGEST;
const texts = [...chinese.filter(short).slice(0, REVIEWS / 2), ...english.filter(short).slice(0, REVIEWS / 2)].map(
  textOf,
);

const begun = process.cpuUsage();
for (let at = 0; at < texts.length; at += 100) await analyzer.analyze(texts.slice(at, at + 100));
const { user, system } = process.cpuUsage(begun);

const figures = {
  // CPU seconds rather than the clock's: what one core does, whoever else uses the machine.
  reviewsPerSecond: texts.length / ((user + system) / 1e6),
  'load.ms': load,
  mb: process.memoryUsage().rss / 2 ** 20,
};
console.log(JSON.stringify(figures));

function textOf(text: string, index: number) {
  return { id: String(index), text, language: null, rating: null, nps: null };
}
