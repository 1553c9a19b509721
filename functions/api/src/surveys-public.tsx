import { createHash, randomBytes } from 'node:crypto';
import { contentId, idOf } from '@soundings/contracts/ids';
import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { SurveyResponse } from '@soundings/contracts/survey-response';
import { pseudonym, verifyLink } from '@soundings/survey/links';
import { textIn } from '@soundings/survey/localized';
import { type Place, placesOf } from '@soundings/survey/place';
import { comparableTexts, suspicions } from '@soundings/survey/suspicion';
import { scoreOf } from '@soundings/survey/visibility';
import { builtInWords } from '@soundings/survey/words';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { assetOf } from './survey-page/assets.ts';
import { chooseLanguage } from './survey-page/language-name.ts';
import { type MessageKind, MessagePage, messageOf } from './survey-page/message-page.tsx';
import { DOCTYPE, renderFirstPage, renderStep } from './survey-page/page-render.tsx';
import { recentSurveys } from './survey-page/recent-surveys.ts';
import { SavedPage } from './survey-page/saved-page.tsx';
import { type Go, showPage, step } from './survey-page/step.ts';
import { newVisit, openVisit, sealVisit, type Visit } from './survey-page/visit.ts';

/** A respondent's answers put aside, under the hash of a secret that only the respondent has. */
export interface SavedVisit {
  surveyId: string;
  /** SHA-256 of the secret, hexadecimal. */
  hash: string;
  /** The sealed visit. */
  state: string;
  expiresAt: string;
}

/** What the public pages need of the rest. */
export interface PublicSurveys {
  /** Seals links and forms; the same wherever the pages run. */
  secret: string;
  /** The version asked for, or the one that is open now; null for what was never published. */
  findSurvey(id: string, version?: number): Promise<PublishedSurvey | null>;
  hasResponse(surveyId: string, id: string): Promise<boolean>;
  /** Stores a response durably, once; `full` if one of its places is taken, `busy` if it should be sent again. */
  acceptResponse(response: SurveyResponse, places: Place[]): Promise<'created' | 'replayed' | 'full' | 'busy'>;
  /**
   * Counts this response, once however often it is sent, and tells how many came from its address in the last ten
   * minutes and how many had each of its texts before. Address and texts are pseudonyms.
   */
  observe(seen: { surveyId: string; responseId: string; address: string | null; texts: string[] }): Promise<{
    fromAddress: number;
    textsSeen: number[];
  }>;
  saveVisit(saved: SavedVisit): Promise<void>;
  findSavedVisit(surveyId: string, hash: string): Promise<SavedVisit | null>;
  forgetVisit(surveyId: string, hash: string): Promise<void>;
  /** Notes that a visit has come as far as this page; `visit` is a pseudonym, `page` null once it is finished. */
  recordProgress(progress: { surveyId: string; version: number; visit: string; page: string | null }): Promise<void>;
  /** The respondent's network address, where the server can tell. */
  addressOf?(context: Context): string | null;
  now?(): number;
  /** For how long a survey that was found is remembered, in milliseconds; a second where it is missing. */
  rememberMs?: number;
}

const SurveyId = idOf('survey');
const GRACE_MINUTES = 15;
const BODY_BYTES = 256 * 1024;
const SAVED_DAYS = 30;
const FIELD_LENGTH = 200;

/** The pages under `/s` that respondents see. A GET reads and never writes. */
export function publicSurveys(deps: PublicSurveys) {
  const { secret, now = Date.now, rememberMs = 1000 } = deps;
  const findSurvey = recentSurveys(deps.findSurvey, { now, forMs: rememberMs });
  const app = new Hono();
  const key = (surveyId: string) => ({ surveyId, secret });

  app.get('/-/:name', (c) => {
    const asset = assetOf(c.req.param('name'));
    if (!asset) return c.notFound();
    return c.body(asset.body, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
  });

  app.get('/:id', async (c) => {
    const id = c.req.param('id');
    const survey = SurveyId.safeParse(id).success ? await findSurvey(id) : null;
    const language = languageOf(c, survey);
    if (!survey) return say(c, 404, 'missing', { language });
    const told = { language, survey };
    const at = now();
    const closed = whyClosed(survey, { at });
    if (closed) return say(c, 410, closed, told);
    const { definition, version } = survey;
    const resumed = c.req.query('r');
    if (resumed !== undefined) {
      const saved = await deps.findSavedVisit(id, hashOf(resumed));
      const visit = saved && openVisit(saved.state, { ...key(id), now: at });
      const itsOwn = visit && (await findSurvey(id, visit.version));
      if (!visit || !itsOwn) return say(c, 404, 'stale', told);
      return page(c, itsOwn, { ...visit, shownAt: at, saved: hashOf(resumed) });
    }
    const fields = fieldsOf(c, survey);
    const token = c.req.query('t');
    if (token === undefined) {
      if (definition.linkOnly) return say(c, 403, 'link-only', told);
      const visit = newVisit({ version, language, openedAt: at, page: '', fields });
      const first = renderFirstPage(survey, visit, (v) => sealVisit(v, key(id)));
      return first === null ? say(c, 403, 'link-only', told) : html(c, survey, 200, first);
    }
    const link = verifyLink(token, { ...key(id), now: at });
    if (link === 'invalid') return say(c, 403, 'link-invalid', told);
    if (link === 'expired') return say(c, 410, 'link-expired', told);
    const once = pseudonym('link', link.nonce, secret);
    if (await deps.hasResponse(id, responseIdOf(id, once))) return say(c, 200, 'used', told);
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
    return page(c, survey, visit);
  });

  app.post(
    '/:id',
    bodyLimit({ maxSize: BODY_BYTES, onError: (c) => say(c, 413, 'too-large', { language: languageOf(c, null) }) }),
    async (c) => {
      const id = c.req.param('id');
      const language = languageOf(c, null);
      if (!SurveyId.safeParse(id).success) return say(c, 404, 'missing', { language });
      if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
        return say(c, 415, 'stale', { language });
      const entries = [...new URLSearchParams(await c.req.text())];
      const form = new Map(entries);
      const go = form.get('_go') ?? 'next';
      if (go === 'forget') {
        await deps.forgetVisit(id, hashOf(form.get('secret') ?? ''));
        return say(c, 200, 'forgotten', { language });
      }
      const at = now();
      const visit = openVisit(form.get('_state') ?? '', { ...key(id), now: at });
      const survey = visit && (await findSurvey(id, visit.version));
      if (!visit || !survey) return say(c, 400, 'stale', { language });
      const told = { language: visit.language, survey };
      const closed = whyClosed(survey, { at, openedAt: visit.openedAt });
      if (closed) return say(c, 410, closed, told);
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
      c,
      survey,
      status,
      renderStep(survey, next, moved, (v) => sealVisit(v, key(id))),
    );
  }

  async function submit(c: Context, survey: PublishedSurvey, visit: Visit, at: number) {
    const { definition } = survey;
    const told = { language: visit.language, survey };
    const response = await responseOf(c, survey, visit, at);
    const accepted = await deps.acceptResponse(response, placesOf(definition, response.answers, response.fields));
    if (accepted === 'busy')
      return html(
        c,
        survey,
        503,
        renderStep(survey, visit, busyStep(survey, visit), (v) => sealVisit(v, key(survey.id))),
      );
    if (accepted === 'full') return say(c, 410, 'full', told);
    await deps.recordProgress({ surveyId: survey.id, version: survey.version, visit: progressOf(visit), page: null });
    if (visit.saved) await deps.forgetVisit(survey.id, visit.saved);
    const words = builtInWords(visit.language);
    const message = { title: words.thanksTitle, text: textIn(definition.thanks, visit.language) || words.thanksText };
    const to = definition.continueUrl ? { to: { href: definition.continueUrl, label: words.continue } } : {};
    return html(
      c,
      survey,
      200,
      (<MessagePage message={{ ...message, ...to }} language={visit.language} brand={definition.brand} />).toString(),
    );
  }

  async function responseOf(c: Context, survey: PublishedSurvey, visit: Visit, at: number): Promise<SurveyResponse> {
    const { definition } = survey;
    const { answers, fields } = visit;
    const id = responseIdOf(survey.id, visit.token);
    const address = deps.addressOf?.(c) ?? null;
    const { fromAddress, textsSeen } = await deps.observe({
      surveyId: survey.id,
      responseId: id,
      address: address === null ? null : pseudonym(`address ${survey.id}`, address, secret),
      texts: comparableTexts(definition, answers).map((text) => pseudonym(`text ${survey.id}`, text, secret)),
    });
    const scores = (definition.scores ?? []).flatMap((score) => {
      const value = scoreOf(score, answers);
      return value === null ? [] : [[score.id, value] as const];
    });
    const quoting = definition.pages.flatMap((each) => each.questions).filter((q) => q.type === 'consent' && q.quoting);
    const seconds = (at - visit.openedAt) / 1000;
    return {
      id,
      surveyId: survey.id,
      surveyVersion: survey.version,
      answers,
      scores: Object.fromEntries(scores),
      language: visit.language,
      startedAt: new Date(visit.openedAt).toISOString(),
      submittedAt: new Date(at).toISOString(),
      customerId: visit.customerId,
      fields,
      consent: quoting.some((question) => Object.hasOwn(answers, question.id)),
      suspect: suspicions(definition, answers, { honeypot: visit.honeypot, seconds, fromAddress, textsSeen }),
      pageSeconds: visit.pageSeconds,
      questionSeconds: visit.questionSeconds,
      quotas: placesOf(definition, answers, fields).map(({ cell }) => cell),
    };
  }

  async function save(c: Context, survey: PublishedSurvey, visit: Visit, at: number) {
    // 192 bits: it is all that protects the answers.
    const secretOfVisit = randomBytes(24).toString('base64url');
    const hash = hashOf(secretOfVisit);
    const expiresAt = new Date(at + SAVED_DAYS * 86_400_000).toISOString();
    await deps.saveVisit({
      surveyId: survey.id,
      hash,
      state: sealVisit({ ...visit, saved: hash }, key(survey.id)),
      expiresAt,
    });
    if (visit.saved) await deps.forgetVisit(survey.id, visit.saved);
    const address = new URL(`/s/${survey.id}?r=${secretOfVisit}`, c.req.url).href;
    return html(
      c,
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

  function page(c: Context, survey: PublishedSurvey, visit: Visit) {
    const shown = showPage(survey.definition, visit, visit.answers);
    if (shown.kind === 'finished') return say(c, 404, 'missing', { language: visit.language, survey });
    const there = { ...visit, page: shown.page.page.id };
    return html(
      c,
      survey,
      200,
      renderStep(survey, there, shown, (v) => sealVisit(v, key(survey.id))),
    );
  }

  return app;
}

function busyStep(survey: PublishedSurvey, visit: Visit) {
  const shown = showPage(survey.definition, visit, visit.answers);
  if (shown.kind === 'finished') throw new Error('a survey without a page');
  return shown;
}

function goOf(go: string): Go {
  return go === 'back' || go === 'show' || go === 'save' ? go : 'next';
}

/**
 * Adds the time since the page was shown, an hour at most, what the browser says of its questions within that time, and
 * what the hidden field says.
 */
function timed(
  { definition }: PublishedSurvey,
  visit: Visit,
  { at, form }: { at: number; form: ReadonlyMap<string, string> },
): Visit {
  const spent = Math.min(Math.max(at - visit.shownAt, 0), 3_600_000) / 1000;
  const { page, honeypot } = visit;
  const pageSeconds = { ...visit.pageSeconds, [page]: tenths(known(visit.pageSeconds, page) + spent) };
  const questionSeconds = { ...visit.questionSeconds };
  let left = spent;
  for (const { id } of definition.pages.find((each) => each.id === page)?.questions ?? []) {
    const told = Math.min(Number(form.get(`_t.${id}`)) || 0, left);
    if (told <= 0) continue;
    left -= told;
    questionSeconds[id] = tenths(known(questionSeconds, id) + told);
  }
  return { ...visit, pageSeconds, questionSeconds, honeypot: honeypot || !!form.get('website') };
}

function known(seconds: Readonly<Record<string, number>>, id: string): number {
  return Object.hasOwn(seconds, id) ? (seconds[id] ?? 0) : 0;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** Why a survey takes no answers at this time; a page opened before closing still counts for the time of grace. */
function whyClosed(
  { status, closedAt, definition }: PublishedSurvey,
  { at, openedAt }: { at: number; openedAt?: number },
) {
  if (definition.opensAt && at < Date.parse(definition.opensAt)) return 'not-open';
  const ends = [definition.closesAt, status === 'closed' ? (closedAt ?? '1970-01-01') : undefined];
  const end = Math.min(...ends.flatMap((time) => (time ? Date.parse(time) : [])));
  if (at < end) return null;
  const grace = (definition.graceMinutes ?? GRACE_MINUTES) * 60_000;
  return openedAt !== undefined && openedAt < end && at < end + grace ? null : 'closed';
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

function say(
  c: Context,
  status: 200 | 400 | 403 | 404 | 410 | 413 | 415,
  kind: MessageKind,
  { language, survey }: { language: string; survey?: PublishedSurvey },
) {
  const body = <MessagePage message={messageOf(kind, language)} language={language} brand={survey?.definition.brand} />;
  return html(c, survey, status, body.toString());
}

function html(
  c: Context,
  survey: PublishedSurvey | undefined,
  status: 200 | 400 | 403 | 404 | 410 | 413 | 415 | 422 | 503,
  body: string | Uint8Array<ArrayBuffer>,
) {
  const frames = survey?.definition.embedOrigins?.map((url) => new URL(url).origin).join(' ') || "'none'";
  return c.body(typeof body === 'string' ? `${DOCTYPE}${body}` : body, status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`,
    // Each opening makes a token of its own, and no one else may see it. The browser's own copy is what its back button
    // shows, with what was typed; "no-store" would lose that.
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
}
