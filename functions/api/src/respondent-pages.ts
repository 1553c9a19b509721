import { Hono } from 'hono';
import type { Api } from './api.ts';
import { NOWHERE, onError, problem } from './problems.ts';
import { publicSurveys } from './surveys-public.tsx';

/** The hosted surveys alone: what a respondent asks for passes nothing that only the team's pages need. */
export async function respondentApp(api: Api) {
  return new Hono()
    .onError(onError)
    .notFound((c) => problem(c, 404, NOWHERE))
    .route('/s', respondentPages(api, await api.store.secrets.get('survey-links')));
}

/** The hosted surveys over the store; `secret` seals links and forms. */
export function respondentPages({ store, wake, origin, addressOf }: Api, secret: string) {
  return publicSurveys({
    secret,
    origin,
    findSurvey: async (id, version) =>
      (await (version === undefined ? store.surveys.published(id) : store.surveys.version(id, version))) ?? null,
    hasResponse: async (surveyId, id) => (await store.responses.get(surveyId, id)) !== undefined,
    async acceptResponse(response, places) {
      const accepted = await store.responses.accept(response, places);
      if (accepted === 'created') wake('analyze');
      return accepted;
    },
    observe: (seen) => store.visits.observe(seen),
    saveVisit: (saved, customerId) => store.visits.save(saved, customerId),
    findSavedVisit: (surveyId, hash) => store.visits.saved(surveyId, hash),
    forgetVisit: (surveyId, hash) => store.visits.forget(surveyId, hash),
    recordProgress: ({ surveyId, visit, version, page }) =>
      store.visits.progress(surveyId, visit, page === null ? null : { version, page }),
    addressOf,
  });
}
