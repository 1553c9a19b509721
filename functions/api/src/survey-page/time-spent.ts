import type { PublishedSurvey } from '@soundings/contracts/survey';
import type { Visit } from './visit.ts';

/**
 * Adds the time since the page was shown, an hour at most, what the browser says of its questions within that time, and
 * what the hidden field says.
 */
export function timed(
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
