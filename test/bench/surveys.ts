import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { report } from './figures.ts';
import { divergence } from './surveys/divergence.ts';
import { compareSpeed } from './surveys/load.ts';
import { kill, type LocalServer, startLocalServer, startScript } from './surveys/local-server.ts';
import { judgeMutations } from './surveys/mutations.ts';
import { formOf, openPage, sendForm } from './surveys/respondent.ts';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 60);
const PER_SECOND = 100;
const say = (en: string) => ({ en });

/** Its first page has five questions. */
const feedback = surveyTemplates['product-feedback'].define('Teapot');
const oneQuestion: SurveyDefinition = {
  title: say('One question'),
  languages: ['en'],
  minimumSeconds: 0,
  pages: [
    {
      id: 'only',
      questions: [{ type: 'nps', id: 'recommend', title: say('Would you recommend it?'), required: true }],
    },
  ],
};
const withQuota: SurveyDefinition = {
  ...oneQuestion,
  quotas: [{ id: 'promoters', limit: 100, when: { question: 'recommend', is: 'atLeast', value: 9 } }],
};

/** Bytes of a five-question page with its style, and with its script too, each compressed by brotli at its best. */
async function pageWeight(server: LocalServer): Promise<{ page: number; script: number }> {
  const { html } = await openPage(`${server.origin()}/s/${await server.publish(feedback)}`);
  const asset = async (pattern: RegExp) =>
    (await openPage(new URL(pattern.exec(html)?.[1] ?? '', server.origin()).href)).html;
  const bytes = (text: string) => brotliCompressSync(text).length;
  const style = await asset(/<link rel="stylesheet" href="([^"]+)"/);
  const script = await asset(/<script src="([^"]+)"/);
  return { page: bytes(html) + bytes(style), script: bytes(script) };
}

/** Pages a second over those of a bare Hono route that sends the same HTML. */
async function speed(server: LocalServer): Promise<number> {
  const page = `${server.origin()}/s/${await server.publish(feedback)}`;
  const folder = await mkdtemp(join(tmpdir(), 'soundings-bench-'));
  const file = join(folder, 'page.html');
  await writeFile(file, (await openPage(page)).html);
  const script = fileURLToPath(new URL('./surveys/bare-page.ts', import.meta.url));
  const bare = await startScript(script, { BARE_PAGE: file });
  const [survey, least] = await compareSpeed(page, bare.origin, 12);
  await kill(bare.process);
  await rm(folder, { recursive: true });
  return survey / least;
}

/** One form sent a thousand times at once, the server killed once an answer is there, then sent again: how many responses? */
async function replay(server: LocalServer): Promise<number> {
  const id = await server.publish(oneQuestion);
  const url = `${server.origin()}/s/${id}`;
  const form = formOf((await openPage(url)).html, { recommend: '9' });
  const send = () => sendForm(url, form).catch(() => 0);
  const crowd = Array.from({ length: 1000 }, send);
  await Promise.any(crowd.map(async (sent) => (await sent) === 'thanks' || Promise.reject(new Error('not thanked'))));
  await server.killAndRestart();
  await Promise.all(crowd);
  await Promise.all(Array.from({ length: 1000 }, send));
  return server.responses(id);
}

/** A thousand respondents at once at a quota of 100. */
async function quota(server: LocalServer): Promise<{ thanked: number; stored: number }> {
  const id = await server.publish(withQuota);
  const url = `${server.origin()}/s/${id}`;
  const forms: URLSearchParams[] = [];
  for (let i = 0; i < 1000; i++) forms.push(formOf((await openPage(url)).html, { recommend: '10' }));
  const outcomes = await Promise.all(forms.map((form) => sendForm(url, form)));
  return { thanked: outcomes.filter((outcome) => outcome === 'thanks').length, stored: await server.responses(id) };
}

/** Respondents who come at a steady rate, open the page and send it. */
async function steadyLoad(server: LocalServer): Promise<{ sent: number; refused: number; lost: number; p95: number }> {
  const id = await server.publish(oneQuestion);
  const url = `${server.origin()}/s/${id}`;
  const times: number[] = [];
  const respond = async () => {
    const { html, ms } = await openPage(url);
    times.push(ms);
    return sendForm(url, formOf(html, { recommend: '8' }));
  };
  const sent: Promise<unknown>[] = [];
  const from = performance.now();
  for (let i = 0; i < SECONDS * PER_SECOND; i++) {
    await sleep(Math.max(0, from + (1000 * i) / PER_SECOND - performance.now()));
    sent.push(respond().catch((error: unknown) => error));
  }
  const outcomes = await Promise.all(sent);
  const thanked = outcomes.filter((outcome) => outcome === 'thanks').length;
  const stored = await server.responses(id);
  const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
  const refused = sent.length - thanked;
  // Lost is what was thanked for and is not there, and what was sent and never thanked for.
  return { sent: sent.length, refused, lost: Math.max(0, thanked - stored) + refused, p95 };
}

const server = await startLocalServer();
try {
  const weight = await pageWeight(server);
  const overBare = await speed(server);
  const replayed = await replay(server);
  const cells = await quota(server);
  const load = await steadyLoad(server);
  const judged = judgeMutations(10_000);
  const compared = await divergence(Number(process.env.BENCH_CASES ?? 100_000));
  report(
    {
      'page.brotli': weight.page,
      'page.enhanced.brotli': weight.page + weight.script,
      'page.rpsOverBare': overBare,
      'mutated.wrong': judged.wrong.length,
      divergence: compared.different,
      'replay.responses': replayed,
      'quota.overshoot': cells.stored - 100,
      'submits.lost': load.lost,
      'page.p95ms': load.p95,
    },
    [
      ['page of five questions with its style, brotli bytes', weight.page],
      ['its script, brotli bytes', weight.script],
      ['pages a second over those of a bare Hono route with the same HTML', overBare],
      ['mutated submissions judged', judged.judged],
      ['  wrongly accepted or refused', judged.wrong.length],
      [`generated pages judged on the server and in ${compared.where}`, compared.cases],
      ['  judged differently', compared.different],
      ['responses of one form sent 2,000 times, kill -9 between', replayed],
      ['responses of 1,000 at once to a quota of 100', cells.stored],
      ['  thanked', cells.thanked],
      [`submissions at ${PER_SECOND} a second`, load.sent],
      ['  never thanked for', load.refused],
      ['  lost', load.lost],
      ['  page, 95th percentile, ms', load.p95],
    ],
  );
} finally {
  await server.stop();
}
