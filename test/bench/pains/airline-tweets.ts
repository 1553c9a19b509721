import { startingThemeId } from '@soundings/pains/taxonomy/starting-taxonomy';
import { readCsv } from './data-set.ts';

export const AIRLINE_FILE = 'reviews-en/airline_tweets.csv.gz';

export type Tweet = { id: string; airline: string; text: string; reason: string; confidence: number };

/** Our themes against the labels' reasons, by name alone; set once, before anything was measured. */
export const reasonOfTheme: ReadonlyMap<string, string> = new Map([
  [startingThemeId('flight-delay'), 'Late Flight'],
  [startingThemeId('flight-cancelled'), 'Cancelled Flight'],
  [startingThemeId('baggage-lost'), 'Lost Luggage'],
  [startingThemeId('baggage-damaged'), 'Damaged Luggage'],
  [startingThemeId('ordering'), 'Flight Booking Problems'],
  [startingThemeId('reaching-service'), 'Customer Service Issue'],
  [startingThemeId('staff-attitude'), 'Customer Service Issue'],
  [startingThemeId('flight-crew'), 'Flight Attendant Complaints'],
  [startingThemeId('flight-comfort'), 'Bad Flight'],
  [startingThemeId('wait'), 'longlines'],
]);

export const NO_REASON = "Can't Tell";

/** Negative tweets, each text once; the label names that the source pasted over words are undone. */
export function negativeTweets(): Tweet[] {
  const seen = new Set<string>();
  return readCsv(AIRLINE_FILE).flatMap((row) => {
    const text = restored(row.text ?? '');
    if (row.airline_sentiment !== 'negative' || seen.has(text)) return [];
    seen.add(text);
    return [
      {
        id: row.tweet_id ?? '',
        airline: row.airline ?? '',
        text,
        reason: row.negativereason ?? '',
        confidence: Number(row.negativereason_confidence),
      },
    ];
  });
}

function restored(text: string): string {
  return text
    .replaceAll('Cancelled Flight', 'cancel')
    .replaceAll('Late Flight', 'late')
    .replaceAll('Flight Booking Problems', 'booking')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
}
