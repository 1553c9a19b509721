import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyWords } from '@soundings/personas/persona-input';
import type { Store } from '@soundings/store/store';

/** Versions of a survey whose words are looked up. */
const LATEST = 20;

/**
 * What each survey's questions and choices are called, for documents that show answers: as respondents were asked. Words
 * of later versions stand after those of earlier ones and hold over them; what a later version no longer asks keeps its
 * words.
 */
export async function surveyWords(store: Store): Promise<SurveyWords[]> {
  const words: SurveyWords[] = [];
  for await (const { id, version } of store.surveys.all()) {
    for (let asked = Math.max(1, version - LATEST + 1); asked <= version; asked++) {
      const published = await store.surveys.version(id, asked);
      if (!published) continue;
      const { definition } = published;
      words.push({ id, questions: questionWords(definition), analyses: definition.analyses });
    }
  }
  return words;
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
