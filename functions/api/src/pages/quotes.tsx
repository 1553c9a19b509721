import type { Quote } from '@soundings/contracts/share';
import type { Reader } from './reader.ts';

/** What people said, in their own language, each leading to the whole text. */
export function Quotes({ quotes, reader }: { quotes: readonly Quote[]; reader: Reader }) {
  return (
    <ul class="quotes">
      {quotes.map(({ text, language, rating, at, feedbackId }) => (
        <li>
          <blockquote>
            <p lang={language === 'und' ? undefined : language}>{text}</p>
            <footer class="small soft">
              {rating !== null && <Stars rating={rating} reader={reader} />} {reader.day(at)}{' '}
              <a href={`/feedback/${feedbackId}`}>{reader.words.feedback.whole}</a>
            </footer>
          </blockquote>
        </li>
      ))}
    </ul>
  );
}

/** A rating of 1–5. */
export function Stars({ rating, reader }: { rating: number; reader: Reader }) {
  const full = Math.round(rating);
  return (
    <span>
      <span aria-hidden="true">{'★'.repeat(full) + '☆'.repeat(5 - full)}</span> {reader.number(rating, 1)}/5
    </span>
  );
}
