import { Question, type QuestionType } from '@soundings/contracts/question';
import { SurveyDefinition } from '@soundings/contracts/survey';
import { expect, test } from 'vitest';
import { addPage, addQuestion, asType, moveEntry, movePage, moveQuestion, newQuestion } from './draft.ts';

const ask = (id: string) => ({ type: 'short-text' as const, id, title: { en: id } });
const survey = (...pages: string[][]): SurveyDefinition => ({
  title: { en: 'Survey' },
  languages: ['en'],
  pages: pages.map((questions, i) => ({ id: `page${i + 1}`, questions: questions.map(ask) })),
});
const shape = (definition: SurveyDefinition) => definition.pages.map(({ questions }) => questions.map(({ id }) => id));

test('a question moves within its page and over its edges; a page that is left empty is gone', () => {
  const start = survey(['a', 'b'], ['c']);
  expect(shape(moveQuestion(start, 'b', 'up'))).toEqual([['b', 'a'], ['c']]);
  expect(shape(moveQuestion(start, 'b', 'down'))).toEqual([['a'], ['b', 'c']]);
  expect(shape(moveQuestion(start, 'c', 'up'))).toEqual([['a', 'b', 'c']]);
  expect(shape(moveQuestion(start, 'a', 'up'))).toEqual(shape(start));
  expect(shape(moveQuestion(start, 'c', 'down'))).toEqual(shape(start));
  expect(shape(moveQuestion(start, 'nobody', 'up'))).toEqual(shape(start));
});

test('a question is copied under a free name and deleted, but never the last one', () => {
  expect(shape(moveQuestion(survey(['a', 'a-2']), 'a', 'copy'))).toEqual([['a', 'a-3', 'a-2']]);
  expect(shape(moveQuestion(survey(['a'], ['b']), 'a', 'delete'))).toEqual([['b']]);
  expect(shape(moveQuestion(survey(['a']), 'a', 'delete'))).toEqual([['a']]);
});

test('a page moves, is copied with names of its own and deleted, but never the last one', () => {
  const start = survey(['a'], ['b', 'c']);
  expect(shape(movePage(start, 'page2', 'up'))).toEqual([['b', 'c'], ['a']]);
  expect(shape(movePage(start, 'page2', 'copy'))).toEqual([['a'], ['b', 'c'], ['b-2', 'c-2']]);
  expect(movePage(start, 'page2', 'copy').pages.map(({ id }) => id)).toEqual(['page1', 'page2', 'page2-2']);
  expect(shape(movePage(survey(['a']), 'page1', 'delete'))).toEqual([['a']]);
});

test('entries move and stay inside their list', () => {
  expect(moveEntry(['a', 'b', 'c'], 0, 'up')).toEqual(['a', 'b', 'c']);
  expect(moveEntry(['a', 'b', 'c'], 0, 'down')).toEqual(['b', 'a', 'c']);
  expect(moveEntry(['a', 'b', 'c'], 2, 'down')).toEqual(['a', 'b', 'c']);
  expect(moveEntry(['a', 'b', 'c'], 1, 'delete')).toEqual(['a', 'c']);
});

test('every type can become every other and stays a question that can be stored', () => {
  const types = Question.def.options.map((option) => option.shape.type.value) as QuestionType[];
  expect(types).toHaveLength(17);
  for (const from of types) {
    const question = newQuestion(survey(['a']), { type: from, title: 'Why?' });
    expect(Question.safeParse(question).error, from).toBeUndefined();
    for (const to of types) {
      const changed = asType(question, to, 'en');
      expect(Question.safeParse(changed).error, `${from} → ${to}`).toBeUndefined();
      expect(changed).toMatchObject({ id: question.id, title: { en: 'Why?' }, type: to });
    }
  }
});

test('what is added has a free name and fits the schema', () => {
  let definition = survey(['q1'], ['q3']);
  definition = addQuestion(definition, 'page1', newQuestion(definition, { type: 'single', title: 'Which?' }));
  definition = addPage(definition, newQuestion(definition, { type: 'nps', title: '' }));
  expect(shape(definition)).toEqual([['q1', 'q2'], ['q3'], ['q4']]);
  expect(SurveyDefinition.safeParse(definition).error).toBeUndefined();
  const long = moveQuestion(survey(['x'.repeat(40)]), 'x'.repeat(40), 'copy');
  expect(SurveyDefinition.safeParse(long).error).toBeUndefined();
});
