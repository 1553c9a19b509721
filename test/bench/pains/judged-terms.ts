import { existsSync, readFileSync } from 'node:fs';
import { leadingTermsOf, termSets } from './term-sets.ts';

/** By set: what a person, who did not know which terms the product had chosen, said of each: does it name a pain? */
type Judgement = Record<string, Record<string, boolean>>;

const file = new URL('./blind-judgement.json', import.meta.url);
/** With fewer of today's terms judged, a precision would say more than anyone looked at. */
const LEAST_JUDGED = 0.9;

export type TermPrecision = { name: string; judged: number; precision: number | undefined };

/** The precision of each blind set's leading terms under the committed judgement. */
export async function judgedPrecision(): Promise<TermPrecision[]> {
  if (!existsSync(file)) return [];
  const judgement = JSON.parse(readFileSync(file, 'utf8')) as Judgement;
  const scores: TermPrecision[] = [];
  for (const set of termSets().blind) {
    const terms = await leadingTermsOf(set);
    const verdicts = terms.flatMap((term) => judgement[set.name]?.[term] ?? []);
    const judged = verdicts.length / Math.max(1, terms.length);
    const precision = judged < LEAST_JUDGED ? undefined : verdicts.filter(Boolean).length / verdicts.length;
    scores.push({ name: set.name, judged, precision });
  }
  return scores;
}
