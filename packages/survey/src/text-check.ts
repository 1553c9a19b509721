import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { DefinitionProblem } from './definition-check.ts';

/**
 * What is said in too few languages. A text that lacks the survey's first language blocks publishing, and so does an
 * image or logo without an alternative text; other missing languages fall back and are only told.
 */
export function checkTexts(definition: SurveyDefinition): DefinitionProblem[] {
  const [first = 'en', ...others] = definition.languages;
  const problems: DefinitionProblem[] = [];
  visit(definition, '', (path, name, value) => {
    if (IMAGES.has(name) && !('alt' in value))
      problems.push({ path: `${path}/alt`, message: 'an image needs an alternative text', blocks: true });
    if (!TEXTS.has(name)) return;
    if (!value[first]) problems.push({ path, message: `is missing in ${first}`, blocks: true });
    for (const language of others)
      if (!value[language]) problems.push({ path, message: `is missing in ${language}`, blocks: false });
  });
  return problems;
}

const IMAGES = new Set(['image', 'logo']);
const TEXTS = new Set(['title', 'intro', 'thanks', 'help', 'label', 'alt', 'low', 'high', 'unit', 'patternHint']);

function visit(
  value: unknown,
  path: string,
  each: (path: string, name: string, value: Record<string, unknown>) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner !== 'object' || inner === null) continue;
    if (!Array.isArray(inner)) each(`${path}/${name}`, name, inner as Record<string, unknown>);
    visit(inner, `${path}/${name}`, each);
  }
}
