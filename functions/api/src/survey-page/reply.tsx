import type { PublishedSurvey } from '@soundings/contracts/survey';
import { type MessageKind, MessagePage, messageOf } from './message-page.tsx';
import { DOCTYPE } from './page-render.tsx';

/** A page that says one thing. */
export function say(
  status: 200 | 400 | 403 | 404 | 410 | 413 | 415,
  kind: MessageKind,
  { language, survey }: { language: string; survey?: PublishedSurvey },
) {
  const body = <MessagePage message={messageOf(kind, language)} language={language} brand={survey?.definition.brand} />;
  return html(survey, status, body.toString());
}

/** An HTML answer with the headers that every page of a respondent has. */
export function html(
  survey: PublishedSurvey | undefined,
  status: 200 | 400 | 403 | 404 | 410 | 413 | 415 | 422 | 503,
  body: string | Uint8Array<ArrayBuffer>,
) {
  const headers = headersFor(survey?.definition.embedOrigins);
  return new Response(typeof body === 'string' ? `${DOCTYPE}${body}` : body, { status, headers });
}

/** The headers of a page that these origins may show in a frame. */
function headersFor(embedOrigins: readonly string[] = []): Record<string, string> {
  const frames = embedOrigins.map((url) => new URL(url).origin).join(' ');
  return frames === '' ? UNFRAMED : { ...UNFRAMED, 'content-security-policy': policyWith(frames) };
}

const policyWith = (frames: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${frames}`;

const UNFRAMED = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policyWith("'none'"),
  // Each opening makes a token of its own, and no one else may see it. The browser's own copy is what its back button
  // shows, with what was typed; "no-store" would lose that.
  'cache-control': 'private, no-cache',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
