import { createContext, runInContext } from 'node:vm';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { answersFromForm } from '@soundings/survey/form';
import { anyForm, anySurvey } from '@soundings/survey/generated-surveys';
import { validateAnswers } from '@soundings/survey/validate';
import { build } from 'esbuild';
import fc from 'fast-check';
import { pageLogic } from '../../../functions/api/src/survey-page/page-logic.ts';
import { startBrowser } from '../../browser/chromium.ts';

/** One page as both sides meet it, and what the server says of it. */
interface Case {
  logic: string;
  form: [string, string][];
  server: string;
}

const BATCH = 2000;

/**
 * Judges generated pages with the server's modules and with the browser's bundle of them (minified as it ships, given
 * only what the page carries), and counts those on which visible questions, answers or problems differ. The bundle runs
 * in Chromium where one starts, else in a context of its own in Node.
 */
export async function divergence(least: number): Promise<{ cases: number; different: number; where: string }> {
  const bundle = await browserBundle();
  const browser = await startBrowser();
  const page = typeof browser === 'string' ? undefined : await browser.newPage();
  const context = createContext({});
  await page?.addScriptTag({ content: bundle });
  runInContext(bundle, context);
  let cases = 0;
  let different = 0;
  for (let seed = 1; cases < least; seed++) {
    const batch = casesOf(seed);
    const sent = JSON.stringify(batch.map(({ logic, form }) => [logic, form]));
    const judged = page ? await page.evaluate(`judge(${sent})`) : runInContext(`judge(${sent})`, context);
    for (const [i, { server }] of batch.entries()) if ((judged as string[])[i] !== server) different++;
    cases += batch.length;
  }
  if (typeof browser !== 'string') await browser.close();
  return { cases, different, where: page ? 'Chromium' : 'Node' };
}

async function browserBundle(): Promise<string> {
  const source = `
    import { answersFromForm } from '@soundings/survey/form';
    import { validateAnswers } from '@soundings/survey/validate';
    globalThis.judge = (cases) => cases.map(([json, form]) => {
      const logic = JSON.parse(json);
      const { pages, problems, answers } = validateAnswers(
        { pages: [{ id: logic.page, questions: logic.questions }], scores: logic.scores },
        answersFromForm(logic.questions, form),
        { fields: logic.fields, language: logic.language, earlier: logic.answers },
      );
      return JSON.stringify([pages.flatMap((page) => page.questions.map((q) => q.id)), problems, answers]);
    });`;
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'chrome105', 'safari15.4', 'firefox110'],
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

function casesOf(seed: number): Case[] {
  const surveys = anySurvey.chain((definition) =>
    fc.record({
      definition: fc.constant(definition),
      form: anyForm(definition),
      channel: fc.constantFrom('', 'v0', 'v1'),
    }),
  );
  return fc
    .sample(surveys, { seed, numRuns: BATCH })
    .flatMap(({ definition, form, channel }) => pagesOf(definition, form, { channel }));
}

function pagesOf(definition: SurveyDefinition, form: [string, string][], fields: Record<string, string>): Case[] {
  const language = form.length % 2 ? 'en' : 'zh-CN';
  const questions = definition.pages.flatMap((page) => page.questions);
  const raw = answersFromForm(questions, form);
  return validateAnswers(definition, raw, { language, fields }).pages.map(({ page }) => {
    const whole = validateAnswers(definition, raw, { language, fields, through: page.id });
    const here = new Set(page.questions.map(({ id }) => id));
    const answers = Object.fromEntries(Object.entries(whole.answers).filter(([id]) => !here.has(id)));
    const visible = whole.pages.at(-1)?.questions.map(({ id }) => id);
    const problems = whole.problems.filter(({ question }) => here.has(question));
    const logic = pageLogic({ page, survey: { definition }, answers, fields, language });
    return { logic, form, server: JSON.stringify([visible, problems, whole.answers]) };
  });
}
