import { readFileSync } from 'node:fs';
import { newId } from '@soundings/contracts/ids';
import type { Import } from '@soundings/contracts/import';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openCloud } from '@soundings/store/cloud';
import { attributesOf } from '@soundings/store/dynamo-table-item';
import { queuedBuild } from '@soundings/store/queued-build';
import { queuedImport } from '@soundings/store/queued-import';
import { openStore } from '@soundings/store/store';
import { resourcesUnderTest } from '../../infra/src/stack-under-test.ts';
import { type Row, report } from '../bench/figures.ts';
import { generatedMentions, PRODUCTS } from '../bench/pains/generated-lake.ts';
import { formOf } from '../flows/respondent.ts';
import { meteredCloud, type Usage } from './meter.ts';

// What the cloud costs but for storage of files and traffic, from what the functions' own code asks of DynamoDB and S3
// and the prices in prices.json. The time of a run is this machine's: a Lambda of one processor is about as fast.

const prices = JSON.parse(readFileSync(new URL('./prices.json', import.meta.url), 'utf8'));
const REVIEWS = 500;
const RESPONSES = 20;
const MONTH_MINUTES = 43_800;
/** How long what waits is overdue in four workers; failed texts; alerted sources. */
const OWN_METRICS = 6;
/** A build that is not finished by then begins again: what goes on past it is another build's. */
const BUILD_SECONDS = 900;
/** Asking over the network takes longer than asking the memory. */
const NETWORK_SECONDS = 0.05;
/** As infra/src gives them, in gigabytes. */
const MEMORY = { analyze: 1.769, api: 1.024, 'build-insights': 3.008, deliver: 0.512, import: 3.008, scrape: 0.512 };

const variables = ['TABLE_NAME', 'BUCKET_NAME', 'IMPORT_FUNCTION', 'BUILD_FUNCTION', 'CONTACT', 'AWS_REGION'];
for (const name of variables) process.env[name] = 'us-east-1';
process.env.POWERTOOLS_METRICS_DISABLED = 'true';

const cloud = meteredCloud();
const { table, bucket } = openCloud({ tableName: 'items', bucketName: 'objects' });
const store = openStore(table, bucket);
const context = { getRemainingTimeInMillis: () => 600_000 };
const { handler: analyze } = await import('../../functions/analyze/src/handler.ts');
const { handler: runImports } = await import('../../functions/import/src/handler.ts');
const { handler: runBuilds } = await import('../../functions/build-insights/src/handler.ts');
const { handler: deliver } = await import('../../functions/deliver/src/handler.ts');
const { handler: scrape } = await import('../../functions/scrape/src/handler.ts');
const { handler: api } = await import('../../functions/api/src/handler.ts');

const ofRequests = ({ writeUnits, readUnits, puts, gets }: Usage) =>
  writeUnits * prices.dynamodb.writeUnit +
  readUnits * prices.dynamodb.readUnit +
  puts * prices.s3.put +
  gets * prices.s3.get;

const ofRunning = (name: keyof typeof MEMORY, seconds: number, calls = 1) =>
  calls * prices.lambda.request + seconds * MEMORY[name] * prices.lambda.gigabyteSecond;

/** A sweep that finds nothing, every minute of a month, of every worker; alarms, metrics and the dashboard. */
async function idleMonth(): Promise<number> {
  const sweeps = { analyze, deliver, import: runImports, 'build-insights': runBuilds, scrape };
  const alarms = resourcesUnderTest('AWS::CloudWatch::Alarm');
  let cost = 0;
  for (const [name, handler] of Object.entries(sweeps)) {
    await handler({ reason: 'sweep' }, context);
    const sweep = await cloud.measure(() => handler({ reason: 'sweep' }, context));
    const running = ofRunning(name as keyof typeof sweeps, sweep.seconds + NETWORK_SECONDS);
    cost += MONTH_MINUTES * (ofRequests(sweep) + running + prices.scheduler.invocation);
  }
  const { alarmMonth, dashboardMonth, metricMonth } = prices.cloudwatch;
  return cost + alarms * alarmMonth + dashboardMonth + OWN_METRICS * metricMonth;
}

/** Reviews from a file, and their analysis by way of the stream; per review. */
async function perReview() {
  const texts = Array.from({ length: REVIEWS }, (_, i) => (i % 2 ? `${ENGLISH} ${i}` : `${CHINESE}${i}`));
  const { id: productId } = await store.products.create({ name: 'Watch', role: 'ours' });
  const { job } = await store.imports.create(importOf(productId));
  await bucket.put(job.object, `text\n${texts.map((text) => `"${text}"`).join('\n')}\n`);
  const imported = await cloud.measure(() => runImports({ reason: 'sweep' }, context));
  const Records = await streamed();
  const analysed = await cloud.measure(() => analyze({ Records }, context));
  const running = ofRunning('import', imported.seconds) + ofRunning('analyze', analysed.seconds, REVIEWS / 250);
  const { unit, charactersPerUnit, leastUnits, callsPerText } = prices.comprehend;
  const units = texts.map((text) => Math.max(leastUnits, Math.ceil(text.length / charactersPerUnit)));
  return {
    local: (ofRequests(imported) + ofRequests(analysed) + running) / REVIEWS,
    comprehend: (units.reduce((sum, count) => sum + count, 0) * callsPerText * unit) / REVIEWS,
    kept: cloud.storedBytes() / REVIEWS,
  };
}

/** A build over a lake of so many mentions, of which none is new; with how long it took here. */
async function perBuild(mentions: number): Promise<{ cost: number; seconds: number }> {
  const duckdb = await openDuckDb(bucket, { memoryMb: 1536 });
  const key = `mentions/cost-${mentions}.parquet`;
  await duckdb.store(generatedMentions(mentions), {}, key);
  await duckdb.close();
  const { version } = await store.lake.read('mentions');
  await store.lake.commit('mentions', [{ key, rows: mentions, addedBy: 'cost' }], version);
  const { job } = await store.builds.create(queuedBuild({ id: newId('build') }));
  const built = await cloud.measure(() => runBuilds({ reason: 'sweep' }, context));
  const status = (await store.builds.get(job.id))?.status;
  if (status !== 'done') throw new Error(`a build of ${mentions} mentions is ${status}`);
  return { cost: ofRequests(built) + ofRunning('build-insights', built.seconds), seconds: built.seconds };
}

/** A hosted survey, opened and filled in, and the analysis of what was written; per response. */
async function perResponse(): Promise<number> {
  const { id: productId } = await store.products.create({ name: 'Kettle', role: 'ours' });
  const { key } = (await api({ operator: 'key' }, {} as never)) as { key: string };
  const authorization = `Bearer ${key}`;
  const json = { authorization, 'content-type': 'application/json' };
  const survey = await ask('POST', '/v1/surveys', json, JSON.stringify({ template: 'product-feedback', productId }));
  const path = `/s/${JSON.parse(survey).id}`;
  await ask('POST', `/v1/surveys/${JSON.parse(survey).id}/publish`, json);
  let visits = 0;
  const answered = await cloud.measure(async () => {
    for (let i = 0; i < RESPONSES; i++) {
      let page = await ask('GET', path, {});
      for (visits++; page.includes('name="_state"'); visits++) {
        const form = formOf(page, { ...ANSWERS, problem: ENGLISH }).toString();
        page = await ask('POST', path, { 'content-type': 'application/x-www-form-urlencoded' }, form);
      }
    }
  });
  let analysed = 0;
  // The stream brings the responses, and then the texts that were taken out of them.
  for (let Records = await streamed(); Records.length > 0; Records = await streamed()) {
    const wave = await cloud.measure(() => analyze({ Records }, context));
    analysed += ofRequests(wave) + ofRunning('analyze', wave.seconds);
  }
  const running = ofRunning('api', answered.seconds + visits * NETWORK_SECONDS, visits);
  return (ofRequests(answered) + running + analysed + visits * prices.httpApi.request) / RESPONSES;
}

async function ask(method: string, rawPath: string, headers: Record<string, string>, body = ''): Promise<string> {
  const requestContext = { domainName: 'soundings.example', http: { method, sourceIp: '192.0.2.1' } };
  const event = { version: '2.0', rawPath, rawQueryString: '', headers, body, isBase64Encoded: false, requestContext };
  const answer = await api(event as never, {} as never);
  if (!('body' in answer) || answer.statusCode >= 400)
    throw new Error(`${method} ${rawPath}: ${JSON.stringify(answer)}`);
  return answer.body;
}

/** What waits for the analysis, as the table's stream brings it. */
async function streamed() {
  const now = new Date().toISOString();
  const waiting = await Promise.all(
    (['responses', 'analyze'] as const).map((queue) => table.waiting(queue, { now, limit: 10_000 })),
  );
  return waiting.flat().map((item, i) => ({
    dynamodb: { SequenceNumber: String(i), NewImage: attributesOf(item, item.version) },
  }));
}

const importOf = (productId: string): Import =>
  queuedImport({
    id: newId('import'),
    kind: 'reviews',
    productId,
    format: 'csv',
    object: 'uploads/cost/file',
  });

const ENGLISH = 'The strap broke after a week and support never answered. The screen is bright, I still like it.';
const CHINESE = '物流太慢了，等了一个星期才到，包装也破了。屏幕倒是很清楚，客服态度一般，希望能改进一下。';
const ANSWERS = { recommend: '3', satisfaction: '2', uses: 'work', tenure: 'under-1m', quoting: 'yes' };

const reviews = await perReview();
const response = await perResponse();
const idle = await idleMonth();
// The first takes the texts from above into the lake, which the others replace.
for (const { name, role, id } of PRODUCTS) await store.products.create({ name, role }, id);
const [, ...builds] = [await perBuild(1), await perBuild(10_000), await perBuild(1_000_000)];
const [small, large] = builds;
const { gigabyteMonth, restorableGigabyteMonth } = prices.dynamodb;
const kept = (reviews.kept * (gigabyteMonth + restorableGigabyteMonth)) / 1e9;
const dollars = (amount: number) => `$${amount.toFixed(2)}`;
const cents = (build?: { cost: number }) => `$${build?.cost.toFixed(4)}`;
const took = (build?: { seconds: number }) => `${build?.seconds.toFixed(0)} s on this machine`;
console.log(`${prices.source}\n`);
report({}, [
  ['an idle month', dollars(idle)],
  ['1,000 survey responses', dollars(1000 * response)],
  ['1,000,000 reviews imported and analysed in the function', dollars(1e6 * reviews.local)],
  ['… by Comprehend, besides', dollars(1e6 * reviews.comprehend)],
  ['… kept for a month', dollars(1e6 * kept)],
  ['a build over 10,000 mentions', cents(small), took(small)],
  ['a build over 1,000,000 mentions', cents(large), took(large)],
  ['a build that takes all the time there is', cents({ cost: ofRunning('build-insights', BUILD_SECONDS) })],
] satisfies Row[]);
