import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers } from '@soundings/contracts/survey-response';
import { type Fields, holds } from './visibility.ts';

/** A place that a response takes: one of `limit` in a quota cell, or in the survey's response limit (`all`). */
export interface Place {
  cell: string;
  limit: number;
}

/** The places that a response with these answers needs. Without any, it is stored as it comes. */
export function placesOf(definition: SurveyDefinition, answers: Answers, fields: Fields): Place[] {
  const known = { scores: definition.scores, answers, fields };
  const places = (definition.quotas ?? [])
    .filter(({ when }) => holds(when, known))
    .map(({ id, limit }) => ({ cell: `quota.${id}`, limit }));
  if (definition.responseLimit !== undefined) places.push({ cell: 'all', limit: definition.responseLimit });
  return places;
}
