import type { Condition, Question } from '@soundings/contracts/question';
import type { StandardAnalysis, SurveyDefinition } from '@soundings/contracts/survey';
import { namesIn } from './condition-names.ts';
import { isReadable } from './contrast.ts';
import { safePattern } from './pattern.ts';
import { pipesIn } from './piping.ts';
import { checkTexts } from './text-check.ts';

/** What is wrong with a definition. What blocks must be mended before it is published. */
export interface DefinitionProblem {
  /** JSON Pointer into the definition. */
  path: string;
  message: string;
  blocks: boolean;
}

/** Where a question stands: its page and its place among all. */
type Places = ReadonlyMap<string, { question: Question; page: number; at: number }>;
type Report = (path: string, message: string) => void;

// A version is one item of the table, which takes 400 KB.
const LARGEST = 300_000;
const OWN_PARAMETERS = ['lang', 't', 'r'];

/** All that keeps a definition from being published (`blocks`), and what a respondent would only notice. */
export function checkDefinition(definition: SurveyDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = checkTexts(definition);
  const report: Report = (path, message) => problems.push({ path, message, blocks: true });
  const all = definition.pages.flatMap((page, number) =>
    page.questions.map((question) => ({ question, page: number })),
  );
  const places: Places = new Map(all.map((each, at) => [each.question.id, { ...each, at }]));

  if (JSON.stringify(definition).length > LARGEST) report('', 'is larger than 300,000 characters');
  unique(
    definition.pages.map(({ id }) => id),
    '/pages',
    report,
  );
  unique(
    all.map(({ question }) => question.id),
    '/pages',
    report,
  );
  unique(
    (definition.scores ?? []).map(({ id }) => id),
    '/scores',
    report,
  );
  unique(
    (definition.quotas ?? []).map(({ id }) => id),
    '/quotas',
    report,
  );
  if (definition.brand && !isReadable(definition.brand.color))
    report('/brand/color', 'needs a contrast of 4.5 : 1 with white');
  if (definition.opensAt && definition.closesAt && definition.opensAt >= definition.closesAt)
    report('/closesAt', 'is not after opensAt');
  for (const [i, name] of (definition.fields ?? []).entries()) {
    if (OWN_PARAMETERS.includes(name)) report(`/fields/${i}`, `"${name}" is an address parameter of the page itself`);
  }

  const checkNames = conditionCheck(definition, places, report);
  for (const [p, page] of definition.pages.entries()) {
    const path = `/pages/${p}`;
    const first = places.get(page.questions[0]?.id ?? '')?.at ?? 0;
    if (page.id === 'end') report(`${path}/id`, '"end" is where a skip ends the survey');
    if (page.showIf) checkNames(page.showIf, first, `${path}/showIf`);
    for (const [s, skip] of (page.skip ?? []).entries()) {
      checkNames(skip.when, first + page.questions.length, `${path}/skip/${s}/when`);
      const to = definition.pages.findIndex(({ id }) => id === skip.to);
      if (skip.to !== 'end' && to <= p) report(`${path}/skip/${s}/to`, 'leads to no later page');
    }
    for (const [q, question] of page.questions.entries()) {
      if (question.showIf) checkNames(question.showIf, first + q, `${path}/questions/${q}/showIf`);
      checkQuestion(question, `${path}/questions/${q}`, report);
    }
    checkPipes(definition, p, places, report);
  }
  for (const [i, quota] of (definition.quotas ?? []).entries()) checkNames(quota.when, all.length, `/quotas/${i}/when`);
  for (const [i, score] of (definition.scores ?? []).entries()) {
    for (const { question } of score.of)
      if (!places.has(question)) report(`/scores/${i}`, `there is no question "${question}"`);
  }
  for (const [i, analysis] of (definition.analyses ?? []).entries())
    checkAnalysis(analysis, places, `/analyses/${i}`, report);
  return problems;
}

function unique(names: readonly string[], path: string, report: Report): void {
  for (const name of new Set(names.filter((each, at) => names.indexOf(each) !== at)))
    report(path, `"${name}" is there twice`);
}

/** Checks that a condition speaks of what is known before the question at a place, and of choices that exist. */
function conditionCheck(definition: SurveyDefinition, places: Places, report: Report) {
  const isEarlier = (name: string, before: number) => (places.get(name)?.at ?? Number.POSITIVE_INFINITY) < before;
  return (condition: Condition, before: number, path: string) => {
    for (const { kind, name } of namesIn(condition)) {
      if (kind === 'question' && !isEarlier(name, before)) report(path, `"${name}" is not an earlier question`);
      if (kind === 'field' && !definition.fields?.includes(name)) report(path, `"${name}" is not a link field`);
      if (kind === 'score') {
        const score = definition.scores?.find(({ id }) => id === name);
        if (!score) report(path, `there is no score "${name}"`);
        else if (score.of.some(({ question }) => !isEarlier(question, before)))
          report(path, `the score "${name}" is not complete here`);
      }
    }
    for (const value of unknownValues(condition, places)) report(path, `"${value}" is not a choice of its question`);
  };
}

/** Values that a condition compares with a choice and that are none. */
function unknownValues(condition: Condition, places: Places): (string | number)[] {
  if ('all' in condition) return condition.all.flatMap((each) => unknownValues(each, places));
  if ('any' in condition) return condition.any.flatMap((each) => unknownValues(each, places));
  if ('not' in condition) return unknownValues(condition.not, places);
  if (!('question' in condition) || condition.value === undefined) return [];
  const known = codesOf(places.get(condition.question)?.question);
  const values = Array.isArray(condition.value) ? condition.value : [condition.value];
  return known ? values.filter((value) => !known.includes(String(value))) : [];
}

function codesOf(question: Question | undefined): string[] | undefined {
  if (question?.type === 'matrix') return question.columns.map(({ value }) => value);
  if (!question || !('choices' in question)) return undefined;
  const codes = question.choices.map(({ value }) => value);
  return 'other' in question && question.other ? [...codes, 'other'] : codes;
}

function checkQuestion(question: Question, path: string, report: Report): void {
  const rising = (low: number | string | undefined, high: number | string | undefined) =>
    low !== undefined && high !== undefined && low > high && report(path, `${low} is more than ${high}`);
  if ('choices' in question) unique(codesOf(question) ?? [], `${path}/choices`, report);
  if (question.type === 'multiple') {
    rising(question.minChoices, question.maxChoices);
    rising(question.minChoices, codesOf(question)?.length);
  }
  if (question.type === 'matrix') {
    unique(
      question.rows.map(({ value }) => value),
      `${path}/rows`,
      report,
    );
    unique(
      question.columns.map(({ value }) => value),
      `${path}/columns`,
      report,
    );
  }
  if (question.type === 'number' || question.type === 'date') rising(question.min, question.max);
  if (question.type === 'short-text' || question.type === 'long-text') rising(question.minLength, question.maxLength);
  if (question.type === 'short-text' && question.pattern !== undefined && !safePattern(question.pattern))
    report(`${path}/pattern`, 'is not in the safe subset: no groups, at most three varying counts');
}

/** A text may name what was answered on an earlier page, a link field or a complete score. */
function checkPipes(definition: SurveyDefinition, p: number, places: Places, report: Report): void {
  const isEarlier = (name: string) => (places.get(name)?.page ?? p) < p;
  for (const { kind, name } of pipesIn(JSON.stringify(definition.pages[p]))) {
    const path = `/pages/${p}`;
    if (kind === 'answer' && !isEarlier(name)) report(path, `{{answer:${name}}} is not answered on an earlier page`);
    if (kind === 'field' && !definition.fields?.includes(name)) report(path, `{{field:${name}}} is not a link field`);
    const score = definition.scores?.find(({ id }) => id === name);
    if (kind === 'score' && !score?.of.every(({ question }) => isEarlier(question)))
      report(path, `{{score:${name}}} is not complete here`);
  }
}

function checkAnalysis(analysis: StandardAnalysis, places: Places, path: string, report: Report): void {
  const needs = (name: string, type: Question['type'], codes: readonly string[] = []) => {
    const question = places.get(name)?.question;
    if (question?.type !== type) report(path, `"${name}" is not a question of type ${type}`);
    for (const code of codes)
      if (!codesOf(question)?.includes(code)) report(path, `"${code}" is not a choice of "${name}"`);
  };
  if (analysis.kind === 'pmf')
    needs(analysis.question, 'single', [analysis.veryDisappointed, ...(analysis.excluded ?? [])]);
  if (analysis.kind === 'top-box') needs(analysis.question, 'single', analysis.top);
  if (analysis.kind === 'kano')
    for (const name of [analysis.functional, analysis.dysfunctional]) needs(name, 'matrix', analysis.scale);
  if (analysis.kind === 'van-westendorp')
    for (const name of [analysis.tooCheap, analysis.cheap, analysis.expensive, analysis.tooExpensive])
      needs(name, 'number');
}
