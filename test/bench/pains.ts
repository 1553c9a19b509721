import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { contentId } from '@soundings/contracts/ids';
import { buildPainReport } from '@soundings/pains/build-pain-report';
import { type Row, report } from './figures.ts';
import { AIRLINE_FILE, negativeTweets } from './pains/airline-tweets.ts';
import { scoreAirlines } from './pains/airlines.ts';
import { falseAlarms, plantedAlarms } from './pains/alarm-simulation.ts';
import { hasData, readCsv } from './pains/data-set.ts';
import { HU_LIU_FILES, readHuLiu, scoreTerms } from './pains/hu-liu.ts';
import { intervalCoverage } from './pains/interval-coverage.ts';
import { judgedPrecision } from './pains/judged-terms.ts';
import { openReviewLake, type RawReview, WINDOW } from './pains/review-lake.ts';
import { survival } from './pains/stability.ts';
import { termSets } from './pains/term-sets.ts';

// What this measures and how is said beside each part, in test/bench/pains/.
const TAKE_AWAY = 'reviews-zh/waimai_10k.csv.gz';
const RUNS = 1000;

const figures: Record<string, number | undefined> = {};
const rows: Row[] = [];

/** One figure under its key, with what stands beside it in the table. */
function measured(key: string, value: number | undefined, ...notes: (string | number)[]): void {
  figures[key] = value;
  rows.push([key, value, ...notes]);
}

await airlines();
await huLiu();
await blindTerms();
alarms();
intervals();
await stability();
million();
report(figures, rows);

async function airlines(): Promise<void> {
  if (!hasData(AIRLINE_FILE)) return;
  const scores = await scoreAirlines();
  measured('airline.micro', scores.micro, `${scores.labelled} labelled complaints`);
  measured('airline.macro', scores.macro);
  measured('airline.sure.micro', scores.sure, 'labels of confidence ≥ .99');
  measured('unthemed', scores.unthemed);
  measured('airline.gaps.recall', scores.gaps.recall, `${scores.gaps.theirs} gaps of the labels`);
  measured('airline.gaps.precision', scores.gaps.precision, `${scores.gaps.ours} gaps found`);
  measured('airline.gaps.reversed', scores.gaps.reversed);
  measured('airline.gaps.clear', scores.gaps.clear);
  measured('airline.null.runs', scores.nullRuns, '300 shuffles');
}

async function huLiu(): Promise<void> {
  if (!HU_LIU_FILES.every(hasData)) return;
  const scores: ReturnType<typeof scoreTerms>[] = [];
  for (const file of HU_LIU_FILES) {
    const product = readHuLiu(file);
    const id = contentId('product', product.name);
    const lake = await openReviewLake();
    await lake.read(id, product.reviews, 'mentions.parquet');
    const { products } = await buildPainReport({
      engine: lake.engine,
      mentions: ['mentions.parquet'],
      themeMentionsKey: 'theme_mentions.parquet',
      products: [{ id, name: product.name, role: 'ours', createdAt: WINDOW.from }],
      edits: [],
      window: WINDOW,
      previous: null,
    });
    await lake.close();
    scores.push(
      scoreTerms(
        product,
        (products[0]?.terms ?? []).map(({ term }) => term),
      ),
    );
  }
  const sum = (key: 'found' | 'of' | 'topTen') => scores.reduce((total, score) => total + score[key], 0);
  measured('huliu.found', sum('found') / sum('of'), `${sum('found')} of ${sum('of')} features`);
  measured('huliu.least', Math.min(...scores.map(({ topTen }) => topTen)));
  measured('huliu.mean', sum('topTen') / scores.length);
}

async function blindTerms(): Promise<void> {
  if (!termSets().blind.every(({ file }) => hasData(file))) return;
  const scores = await judgedPrecision();
  for (const { name, judged, precision } of scores)
    measured(`terms.${name}`, precision, `${Math.round(judged * 100)} % judged`);
  const known = scores.flatMap(({ precision }) => precision ?? []);
  if (known.length === 0 || known.length < scores.length) return;
  measured('terms.mean', known.reduce((sum, precision) => sum + precision, 0) / known.length);
  measured('terms.least', Math.min(...known));
}

function alarms(): void {
  const steady = { weeks: 26, themes: 40, sizes: [20, 400] as const, dispersion: 1.3, runs: RUNS, seed: 7 };
  const { found, falseShare } = plantedAlarms(steady);
  measured('planted.found', found, 'doubled themes of 20–400 people a week');
  rows.push(['  of them false', falseShare]);
  rows.push(['  found at exactly 20', plantedAlarms({ ...steady, sizes: [20, 20.001] }).found]);
  measured('planted.fdr', falseAlarms(steady), `${RUNS} nulls`);
}

function intervals(): void {
  const coverage = intervalCoverage(20_000);
  // The one farthest from 95 %: all of them must hold.
  const [worst] = Object.values(coverage).sort((a, b) => Math.abs(b - 0.95) - Math.abs(a - 0.95));
  measured('interval.coverage', worst);
  for (const [name, value] of Object.entries(coverage)) rows.push([`  ${name}`, value]);
}

async function stability(): Promise<void> {
  if (!hasData(AIRLINE_FILE) || !hasData(TAKE_AWAY)) return;
  const takeAway = readCsv(TAKE_AWAY).map(
    ({ review = '' }): RawReview => ({ text: review, rating: null, language: 'zh' }),
  );
  const tweets = negativeTweets().map(({ text }): RawReview => ({ text, rating: 1, language: 'en' }));
  const chinese = await survival(
    takeAway.filter(({ text }) => text !== ''),
    4000,
  );
  const english = await survival(tweets, 4000);
  measured('stability', Math.min(chinese, english), '8,000 texts, a tenth replaced or reworded');
}

function million(): void {
  const script = fileURLToPath(new URL('./pains/million.ts', import.meta.url));
  for (const size of [10_000, 100_000, 1_000_000]) {
    // A process of its own: its peak memory is the report's.
    const output = execFileSync(process.execPath, [...process.execArgv, script, String(size)], { encoding: 'utf8' });
    const { seconds, cpu, megabytes } = JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as {
      seconds: number;
      cpu: number;
      megabytes: number;
    };
    if (size === 1_000_000) {
      measured('million.seconds', seconds, `${Math.round(cpu)} s of processor time`);
      measured('million.mb', megabytes);
    } else
      rows.push([
        `  ${size.toLocaleString('en')} mentions`,
        seconds,
        `${cpu.toFixed(1)} s of processor time, ${Math.round(megabytes)} MB`,
      ]);
  }
}
