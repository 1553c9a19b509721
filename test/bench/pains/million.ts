import { buildPainReport } from '@soundings/pains/build-pain-report';
import { openGeneratedLake, PRODUCTS } from './generated-lake.ts';

/**
 * Builds a report of `rows` generated mentions in this process and prints `{"seconds", "cpu", "megabytes"}`: run in a
 * process of its own.
 */
const rows = Number(process.argv[2]);
const lake = await openGeneratedLake(rows, 512);
const started = performance.now();
const used = process.cpuUsage();
const report = await buildPainReport({
  engine: lake.engine,
  mentions: [lake.key],
  themeMentionsKey: 'theme_mentions.parquet',
  products: PRODUCTS,
  edits: [],
  window: { from: '2026-03-30T00:00:00.000Z', to: '2026-06-29T00:00:00.000Z' },
  previous: null,
});
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(used);
const cpu = (user + system) / 1e6;
await lake.close();
if (report.products.every(({ pains }) => pains.length === 0)) throw new Error('The report is empty.');
// The most that this process ever held, generating included.
const megabytes = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, cpu, megabytes }));
