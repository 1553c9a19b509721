import { createHash, randomBytes } from 'node:crypto';
import { contentId, idOf } from '@soundings/contracts/ids';
import type { PublishedSurvey } from '@soundings/contracts/survey';
import { pseudonym, verifyLink } from '@soundings/survey/links';
import { textIn } from '@soundings/survey/localized';
import { placesOf } from '@soundings/survey/place';
import { builtInWords } from '@soundings/survey/words';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { assetOf } from './survey-page/assets.ts';
import { finishedResponse } from './survey-page/finished-response.ts';
import { renderFirstPage } from './survey-page/first-page.ts';
import { chooseLanguage } from './survey-page/language-name.ts';
import { MessagePage } from './survey-page/message-page.tsx';
import { whyClosed } from './survey-page/opening-times.ts';
import { renderStep } from './survey-page/page-render.tsx';
import type { PublicSurveys } from './survey-page/public-surveys.ts';
import { recentSurveys } from './survey-page/recent-surveys.ts';
import { html, say } from './survey-page/reply.tsx';
import { SavedPage } from './survey-page/saved-page.tsx';
import { type Go, showPage, step } from './survey-page/step.ts';
import { timed } from './survey-page/time-spent.ts';
import { newVisit, openVisit, sealVisit, type Visit } from './survey-page/visit.ts';

const SurveyId = idOf('survey');
const BODY_BYTES = 256 * 1024;
const SAVED_DAYS = 30;
const FIELD_LENGTH = 200;

/** The pages under `/s` that respondents see. A GET reads and never writes. */
export function publicSurveys(deps: PublicSurveys) {
  const { secret, now = Date.now, rememberMs = 1000 } = deps;
  const recent = recentSurveys(deps.findSurvey, { now, forMs: rememberMs });
  const findSurvey = recent.find;
  const missing = (c: Context) => say(404, 'missing', { language: languageOf(c, null) });
  const app = new Hono();
  const key = (surveyId: string) => ({ surveyId, secret });

  // Not `/-/:name`: a word where another route has a parameter keeps Hono from its quickest router.
  app.get('/:id/:name', (c) => {
    const asset = c.req.param('id') === '-' ? assetOf(c.req.param('name')) : null;
    if (!asset) return missing(c);
    return c.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  // What a crowd asks for, the first page of a survey that was found a moment ago, is answered without waiting.
  app.get('/:id', (c) => {
    const id = c.req.param('id');
    const known = recent.open(id);
    return known ? open(c, known) : findAndOpen(c, id);
  });

  async function findAndOpen(c: Context, id: string) {
    const survey = SurveyId.safeParse(id).success ? await findSurvey(id) : null;
    return survey ? open(c, survey) : missing(c);
  }

  function open(c: Context, survey: PublishedSurvey): Response | Promise<Response> {
    const language = languageOf(c, survey);
    const told = { language, survey };
    const at = now();
    const closed = whyClosed(survey, { at });
    if (closed) return say(410, closed, told);
    const resumed = c.req.query('r');
    if (resumed !== undefined) return resume(survey, { secretOfVisit: resumed, at, language });
    const fields = fieldsOf(c, survey);
    const token = c.req.query('t');
    if (token !== undefined) return openLink(survey, { token, fields, at, language });
    if (survey.definition.linkOnly) return say(403, 'link-only', told);
    const first = renderFirstPage(survey, { language, openedAt: at, fields }, key(survey.id));
    return first === null ? say(403, 'link-only', told) : html(survey, 200, first);
  }

  async function resume(
    survey: PublishedSurvey,
    { secretOfVisit, at, language }: { secretOfVisit: string; at: number; language: string },
  ) {
    const saved = await deps.findSavedVisit(survey.id, hashOf(secretOfVisit));
    const visit = saved && openVisit(saved.state, { ...key(survey.id), now: at });
    const itsOwn = visit && (await findSurvey(survey.id, visit.version));
    if (!visit || !itsOwn) return say(404, 'stale', { language, survey });
    return page(itsOwn, { ...visit, shownAt: at, saved: hashOf(secretOfVisit) });
  }

  async function openLink(
    survey: PublishedSurvey,
    { token, fields, at, language }: { token: string; fields: Record<string, string>; at: number; language: string },
  ) {
    const { id, version, definition } = survey;
    const told = { language, survey };
    const link = verifyLink(token, { ...key(id), now: at });
    if (link === 'invalid') return say(403, 'link-invalid', told);
    if (link === 'expired') return say(410, 'link-expired', told);
    const once = pseudonym('link', link.nonce, secret);
    if (await deps.hasResponse(id, responseIdOf(id, once))) return say(200, 'used', told);
    const personal = !definition.anonymous;
    const visit = newVisit({
      version,
      language,
      openedAt: at,
      page: '',
      token: once,
      fields: { ...fields, ...link.fields },
      customerId: personal ? link.customerId : null,
      personal,
    });
    return page(survey, visit);
  }

  app.post(
    '/:id',
    bodyLimit({ maxSize: BODY_BYTES, onError: (c) => say(413, 'too-large', { language: languageOf(c, null) }) }),
    async (c) => {
      const id = c.req.param('id');
      const language = languageOf(c, null);
      if (!SurveyId.safeParse(id).success) return missing(c);
      if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
        return say(415, 'stale', { language });
      const entries = [...new URLSearchParams(await c.req.text())];
      const form = new Map(entries);
      const go = form.get('_go') ?? 'next';
      if (go === 'forget') {
        await deps.forgetVisit(id, hashOf(form.get('secret') ?? ''));
        return say(200, 'forgotten', { language });
      }
      const at = now();
      const visit = openVisit(form.get('_state') ?? '', { ...key(id), now: at });
      const survey = visit && (await findSurvey(id, visit.version));
      if (!visit || !survey) return say(400, 'stale', { language });
      const told = { language: visit.language, survey };
      const closed = whyClosed(survey, { at, openedAt: visit.openedAt });
      if (closed) return say(410, closed, told);
      return proceed(c, survey, { visit: timed(survey, visit, { at, form }), entries, go, at });
    },
  );

  /** Moves a visit on by what its form says. */
  async function proceed(
    c: Context,
    survey: PublishedSurvey,
    { visit, entries, go, at }: { visit: Visit; entries: [string, string][]; go: string; at: number },
  ) {
    const { id, definition } = survey;
    const [, tongue] = /^language:(.+)$/.exec(go) ?? [];
    const language = tongue && definition.languages.includes(tongue) ? tongue : visit.language;
    const moved = step(definition, { ...visit, language }, { entries, go: tongue ? 'show' : goOf(go) });
    if (moved.kind === 'finished') return submit(c, survey, { ...visit, answers: moved.answers }, at);
    const next: Visit = { ...visit, language, answers: moved.answers, page: moved.page.page.id, shownAt: at };
    if (go === 'save') return save(c, survey, next, at);
    if (next.page !== visit.page && go === 'next') {
      await deps.recordProgress({ surveyId: id, version: survey.version, visit: progressOf(visit), page: next.page });
    }
    const status = moved.problems.length > 0 ? 422 : 200;
    return html(
      survey,
      status,
      renderStep(survey, next, moved, (v) => sealVisit(v, key(id))),
    );
  }

  async function submit(c: Context, survey: PublishedSurvey, visit: Visit, at: number) {
    const { definition } = survey;
    const told = { language: visit.language, survey };
    const id = responseIdOf(survey.id, visit.token);
    const response = await finishedResponse(deps, survey, { id, visit, at, address: deps.addressOf?.(c) ?? null });
    const accepted = await deps.acceptResponse(response, placesOf(definition, response.answers, response.fields));
    if (accepted === 'busy') return page(survey, visit, { failed: true });
    if (accepted === 'full') return say(410, 'full', told);
    // A survey of one page has recorded nothing on the way.
    if (Object.keys(visit.pageSeconds).length > 1) {
      await deps.recordProgress({ surveyId: survey.id, version: survey.version, visit: progressOf(visit), page: null });
    }
    if (visit.saved) await deps.forgetVisit(survey.id, visit.saved);
    const words = builtInWords(visit.language);
    const message = { title: words.thanksTitle, text: textIn(definition.thanks, visit.language) || words.thanksText };
    const to = definition.continueUrl ? { to: { href: definition.continueUrl, label: words.continue } } : {};
    return html(
      survey,
      200,
      (<MessagePage message={{ ...message, ...to }} language={visit.language} brand={definition.brand} />).toString(),
    );
  }

  async function save(c: Context, survey: PublishedSurvey, visit: Visit, at: number) {
    // 192 bits: it is all that protects the answers.
    const secretOfVisit = randomBytes(24).toString('base64url');
    const hash = hashOf(secretOfVisit);
    const expiresAt = new Date(at + SAVED_DAYS * 86_400_000).toISOString();
    const state = sealVisit({ ...visit, saved: hash }, key(survey.id));
    await deps.saveVisit({ surveyId: survey.id, hash, state, expiresAt }, visit.customerId);
    if (visit.saved) await deps.forgetVisit(survey.id, visit.saved);
    const address = new URL(`/s/${survey.id}?r=${secretOfVisit}`, deps.origin?.() ?? c.req.url).href;
    return html(
      survey,
      200,
      (
        <SavedPage
          survey={survey}
          language={visit.language}
          address={address}
          secret={secretOfVisit}
          until={expiresAt.slice(0, 10)}
        />
      ).toString(),
    );
  }

  function page(survey: PublishedSurvey, visit: Visit, { failed = false } = {}) {
    const shown = showPage(survey.definition, visit, visit.answers);
    if (shown.kind === 'finished') return say(404, 'missing', { language: visit.language, survey });
    const there = { ...visit, page: shown.page.page.id };
    const body = renderStep(survey, there, { ...shown, failed }, (v) => sealVisit(v, key(survey.id)));
    return html(survey, failed ? 503 : 200, body);
  }

  return app;
}

function goOf(go: string): Go {
  return go === 'back' || go === 'show' || go === 'save' ? go : 'next';
}

/** The link fields that the definition names. */
function fieldsOf(c: Context, { definition }: PublishedSurvey): Record<string, string> {
  return Object.fromEntries(
    (definition.fields ?? []).flatMap((name) => {
      const value = c.req.query(name)?.trim().slice(0, FIELD_LENGTH);
      return value ? [[name, value]] : [];
    }),
  );
}

function languageOf(c: Context, survey: PublishedSurvey | null): string {
  const languages = survey?.definition.languages ?? ['zh-CN', 'en'];
  return chooseLanguage(languages, { asked: c.req.query('lang'), accepted: c.req.header('accept-language') });
}

function responseIdOf(surveyId: string, token: string): string {
  return contentId('surveyResponse', surveyId, token);
}

function progressOf({ token }: Visit): string {
  return hashOf(token);
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
