import { SurveyDefinition } from '@soundings/contracts/survey';
import { Answers } from '@soundings/contracts/survey-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersFromForm, formFromAnswers } from './form.ts';
import { anyForm, anySurvey } from './generated-surveys.ts';
import { validateAnswers } from './validate.ts';
import { visibleQuestions } from './visibility.ts';

const cases = anySurvey.chain((definition) =>
  fc.record({
    definition: fc.constant(definition),
    form: anyForm(definition),
    channel: fc.constantFrom('', 'v0', 'v1'),
  }),
);
const en = { language: 'en' };
const questionsOf = (definition: SurveyDefinition) => definition.pages.flatMap((page) => page.questions);

describe('validating any survey and any form', () => {
  it('is only given definitions that the contract allows', () => {
    fc.assert(
      fc.property(anySurvey, (definition) => SurveyDefinition.safeParse(definition).success),
      { numRuns: 200 },
    );
  });

  it('keeps valid answers to visible questions, and nothing else', () => {
    fc.assert(
      fc.property(cases, ({ definition, form, channel }) => {
        const fields = { channel };
        const raw = answersFromForm(questionsOf(definition), form);
        const { answers } = validateAnswers(definition, raw, { ...en, fields });
        expect(Answers.parse(answers)).toEqual(answers);
        const visible = new Set(visibleQuestions(definition, answers, fields).map(({ id }) => id));
        for (const id of Object.keys(answers)) expect(visible.has(id)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds nothing to change in what it has accepted, even through a form', () => {
    fc.assert(
      fc.property(cases, ({ definition, form, channel }) => {
        const options = { ...en, fields: { channel } };
        const questions = questionsOf(definition);
        const first = validateAnswers(definition, answersFromForm(questions, form), options);
        const asJson = validateAnswers(definition, JSON.parse(JSON.stringify(first.answers)), options);
        expect(asJson.answers).toEqual(first.answers);
        const asForm = validateAnswers(definition, answersFromForm(questions, formFromAnswers(first.answers)), options);
        expect(asForm.answers).toEqual(first.answers);
      }),
      { numRuns: 1000 },
    );
  });

  it('decides a page alike with the earlier answers at hand as with the whole survey', () => {
    fc.assert(
      fc.property(cases, ({ definition, form, channel }) => {
        const options = { ...en, fields: { channel } };
        const raw = answersFromForm(questionsOf(definition), form);
        for (const { page } of validateAnswers(definition, raw, options).pages) {
          const whole = validateAnswers(definition, raw, { ...options, through: page.id });
          const ids = new Set(page.questions.map(({ id }) => id));
          const here = (id: string) => ids.has(id);
          const earlier = Object.fromEntries(Object.entries(whole.answers).filter(([id]) => !here(id)));
          const { skip, showIf, ...bare } = page;
          const alone = validateAnswers(
            { pages: [bare], ...(definition.scores && { scores: definition.scores }) },
            answersFromForm(page.questions, form),
            { ...options, earlier },
          );
          expect(alone.answers).toEqual(whole.answers);
          expect(alone.problems).toEqual(whole.problems.filter(({ question }) => here(question)));
          expect(alone.pages[0]?.questions ?? []).toEqual(whole.pages.at(-1)?.questions);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
