import { newId } from '@soundings/contracts/ids';
import type { PublishedSurvey, SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import type { PublicSurveys, SavedVisit } from './public-surveys.ts';

/** What the public pages need, in memory: for tests of the pages alone. */
export function memorySurveys(definition: SurveyDefinition, survey: Partial<PublishedSurvey> = {}) {
  const published: PublishedSurvey = {
    id: newId('survey'),
    productId: newId('product'),
    version: 1,
    status: 'published',
    closedAt: null,
    definition,
    ...survey,
  };
  const responses = new Map<string, SurveyResponse>();
  const saved = new Map<string, SavedVisit>();
  const progress: { visit: string; page: string | null }[] = [];
  const clock = { now: Date.parse('2026-03-01T09:00:00.000Z') };
  const deps: PublicSurveys = {
    secret: 'a secret of the tests that is long enough',
    now: () => clock.now,
    findSurvey: async (id, version) =>
      id === published.id && (version === undefined || version === published.version) ? published : null,
    hasResponse: async (_, id) => responses.has(id),
    acceptResponse: async (response, places) => {
      if (responses.has(response.id)) return 'replayed';
      const full = places.some(
        ({ cell, limit }) => [...responses.values()].filter(({ quotas }) => quotas.includes(cell)).length >= limit,
      );
      if (full) return 'full';
      responses.set(response.id, response);
      return 'created';
    },
    observe: async () => ({ fromAddress: 1, textsSeen: [] }),
    saveVisit: async (visit) => void saved.set(visit.hash, visit),
    findSavedVisit: async (_, hash) => saved.get(hash) ?? null,
    forgetVisit: async (_, hash) => void saved.delete(hash),
    recordProgress: async ({ visit, page }) => void progress.push({ visit, page }),
  };
  return { deps, published, responses, saved, progress, clock };
}
