import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyWords } from '@soundings/personas/persona-input';
import type { Store } from '@soundings/store/store';

/** What each survey's questions and choices are called, for documents that show answers. */
export async function surveyWords(store: Store): Promise<SurveyWords[]> {
  const words: SurveyWords[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.surveys.list({ limit: 200, after });
    words.push(
      ...page.items.map(({ id, definition }) => ({
        id,
        questions: questionWords(definition),
        analyses: definition.analyses,
      })),
    );
    if (!page.cursor) return words;
    after = page.cursor;
  }
}

function questionWords({ pages }: SurveyDefinition): SurveyWords['questions'] {
  return pages
    .flatMap(({ questions }) => questions)
    .map((question) => ({
      id: question.id,
      title: question.title,
      dimension: 'dimension' in question ? question.dimension : undefined,
      choices: 'choices' in question ? question.choices.map(({ value, label }) => ({ value, label })) : undefined,
    }));
}
