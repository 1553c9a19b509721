import type { NewSurvey, Survey } from '@soundings/contracts/survey';
import { textIn } from '@soundings/survey/localized';
import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import type { Api } from './api.ts';
import { notFound } from './problems.ts';

/** Makes a draft of a template or a definition; `key`, or the id itself, makes a repeated request the same one. Throws `ApiError` 404 for an unknown product. */
export async function createSurvey({ store }: Api, survey: NewSurvey, key?: string | { id: string }): Promise<Survey> {
  const product = await store.products.get(survey.productId);
  if (!product) throw notFound('product');
  const offered = 'template' in survey ? surveyTemplates[survey.template].define(product.name) : survey.definition;
  const languages = ('template' in survey && survey.languages) || offered.languages;
  const definition = { ...offered, languages };
  const name = survey.name ?? textIn(definition.title, languages[0] ?? 'en');
  const id = typeof key === 'object' ? key.id : await store.idempotency.id('survey', key);
  return store.surveys.create({ productId: product.id, name, definition }, id);
}
