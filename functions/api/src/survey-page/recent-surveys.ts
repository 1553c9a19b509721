import type { PublishedSurvey } from '@soundings/contracts/survey';

type FindSurvey = (id: string, version?: number) => Promise<PublishedSurvey | null>;
type RecentSurveys = {
  find: FindSurvey;
  /** The version that is open now, if it was found a moment ago: without waiting, not even for a promise. */
  open(id: string): PublishedSurvey | undefined;
};

const REMEMBERED = 200;

/**
 * Finds published surveys, and remembers for a moment what it found: a crowd that opens one survey reads and checks its
 * definition once a second, not once a page. Closing or publishing anew shows within that time. What is not there is
 * looked for each time.
 */
export function recentSurveys(find: FindSurvey, { now, forMs }: { now: () => number; forMs: number }): RecentSurveys {
  type Recent = { until: number; survey: Promise<PublishedSurvey | null>; found?: PublishedSurvey };
  const recent = new Map<string, Recent>();
  return {
    find(id, version) {
      const key = version === undefined ? id : `${id} ${version}`;
      const known = recent.get(key);
      if (known && now() < known.until) return known.survey;
      const entry: Recent = { until: now() + forMs, survey: find(id, version) };
      recent.delete(key);
      recent.set(key, entry);
      const forget = () => recent.get(key) === entry && recent.delete(key);
      entry.survey.then((found) => (found ? Object.assign(entry, { found }) : forget()), forget);
      const [oldest] = recent.keys();
      if (recent.size > REMEMBERED && oldest !== undefined) recent.delete(oldest);
      return entry.survey;
    },
    open(id) {
      const known = recent.get(id);
      return known && now() < known.until ? known.found : undefined;
    },
  };
}
