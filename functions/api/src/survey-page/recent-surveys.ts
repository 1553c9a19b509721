import type { PublishedSurvey } from '@soundings/contracts/survey';

type FindSurvey = (id: string, version?: number) => Promise<PublishedSurvey | null>;

const REMEMBERED = 200;

/**
 * Finds published surveys, and remembers for a moment what it found: a crowd that opens one survey reads and checks its
 * definition once a second, not once a page. Closing or publishing anew shows within that time. What is not there is
 * looked for each time.
 */
export function recentSurveys(find: FindSurvey, { now, forMs }: { now: () => number; forMs: number }): FindSurvey {
  const recent = new Map<string, { until: number; survey: Promise<PublishedSurvey | null> }>();
  return (id, version) => {
    const key = `${id} ${version ?? ''}`;
    const known = recent.get(key);
    if (known && now() < known.until) return known.survey;
    const survey = find(id, version);
    recent.delete(key);
    recent.set(key, { until: now() + forMs, survey });
    const forget = () => recent.get(key)?.survey === survey && recent.delete(key);
    survey.then((found) => found ?? forget(), forget);
    const [oldest] = recent.keys();
    if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest);
    return survey;
  };
}
