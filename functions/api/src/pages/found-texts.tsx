import type { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { phrasesOf, spansOf } from '@soundings/search/wanted-words';
import type { FoundFeedback, Loosened } from '../feedback-search.ts';
import { type FilterChoices, filterParts } from './feedback-filter.tsx';
import { addressOf } from './filter-address.ts';
import { MarkedText } from './marked-text.tsx';
import { Stars } from './quotes.tsx';
import { type Reader, say } from './reader.ts';

type FoundTextsProps = {
  page: FoundFeedback;
  filter: FeedbackFilter;
  choices: FilterChoices;
  /** What each part of a filter keeps away that finds nothing. */
  loosened: readonly Loosened[];
  /** Whether the page is not the first one. */
  isLater: boolean;
  reader: Reader;
};

/** The texts of a filter, page by page: how many, what was asked for, and what to ask instead where there is none. */
export function FoundTexts({ page, filter, choices, loosened, isLater, reader }: FoundTextsProps) {
  const { words } = reader;
  const text = words.feedback.search;
  const asked = addressOf(filter);
  const { n, isMore, build, unsearched, isIndexing } = page.found;
  const number = reader.number(n);
  const phrases = phrasesOf(filter.q ?? '');
  const productOf = (id: string) => choices.products.find((each) => each.id === id)?.name;
  return (
    <>
      <Chips filter={filter} choices={choices} reader={reader} />
      <div class="found-head">
        <p role="status">
          <strong>{say(isMore ? text.foundMore : text.found, { n: number })}</strong>
          {n > 0 && ` ${text.newestFirst}`}
        </p>
        {n > 0 && <Files asked={asked} reader={reader} />}
      </div>
      {unsearched > 0 && (
        <p class="note warn">{say(build ? text.unsearched : text.unsearchedYet, { n: reader.number(unsearched) })}</p>
      )}
      {isIndexing && <p class="note warn">{text.indexing}</p>}
      {!build && filter.themeId && <p class="note">{text.noThemes}</p>}
      {n === 0 && !isIndexing && <Nothing {...{ filter, choices, loosened, reader }} />}
      {n > 0 && page.items.length === 0 && <p class="note">{text.pastTheEnd}</p>}
      <ul class="quotes">
        {page.items.map((feedback) => (
          <li>
            <blockquote>
              <MarkedText feedback={feedback} found={spansOf(feedback.text, phrases) ?? []} inBrief reader={reader} />
              <footer class="small soft">
                {feedback.rating !== null && <Stars rating={feedback.rating} reader={reader} />}{' '}
                {reader.day(feedback.localAt ?? feedback.occurredAt ?? feedback.receivedAt)}{' '}
                {[!filter.productId && productOf(feedback.productId), reader.channel(feedback.channel ?? '')]
                  .filter(Boolean)
                  .join(' · ')}{' '}
                <a href={`/feedback/${feedback.id}${filter.q ? `?${new URLSearchParams({ q: filter.q })}` : ''}`}>
                  {words.feedback.details}
                </a>
              </footer>
            </blockquote>
          </li>
        ))}
      </ul>
      {(page.cursor || isLater) && (
        <p class="buttons">
          {page.cursor && (
            <a class="button second" href={`/feedback?${new URLSearchParams([...asked, ['cursor', page.cursor]])}`}>
              {words.frame.next}
            </a>
          )}
          {isLater && <a href={`/feedback?${new URLSearchParams(asked)}`}>{text.toNewest}</a>}
        </p>
      )}
    </>
  );
}

type Shown = { filter: FeedbackFilter; choices: FilterChoices; reader: Reader };

/** What is asked for, each part with a way to be rid of it. */
function Chips({ filter, choices, reader }: Shown) {
  const text = reader.words.feedback.search;
  const parts = filterParts(filter, choices, reader);
  if (parts.length === 0) return null;
  return (
    <ul class="tags chips" aria-label={text.asked}>
      {parts.map(({ label, said, without }) => (
        <li>
          <a class="tag info" href={without} aria-label={say(text.remove, { name: label, value: said })}>
            {label}: {said} <span aria-hidden="true">×</span>
          </a>
        </li>
      ))}
      {parts.length > 1 && (
        <li>
          <a href="/feedback">{text.removeAll}</a>
        </li>
      )}
    </ul>
  );
}

function Files({ asked, reader }: { asked: [string, string][]; reader: Reader }) {
  return (
    <p class="small more">
      {['csv', 'jsonl'].map((format, i) => (
        <>
          {i > 0 && ' · '}
          <a href={`/v1/feedback/texts.${format}?${new URLSearchParams([...asked, ['lang', reader.language]])}`}>
            {format.toUpperCase()}
          </a>
        </>
      ))}
    </p>
  );
}

/** Nothing is found: which part to give up, by how many there are without it. */
function Nothing({ filter, choices, loosened, reader }: Shown & { loosened: readonly Loosened[] }) {
  const text = reader.words.feedback.search;
  const parts = filterParts(filter, choices, reader);
  const ways = loosened.flatMap(({ name, n }) => {
    const part = parts.find((each) => each.name === name);
    return part ? [{ ...part, n }] : [];
  });
  if (parts.length === 0) return <p class="note">{text.nothingYet}</p>;
  return (
    <div class="note">
      <p>{ways.length > 0 ? text.loosen : text.noneAnyhow}</p>
      {ways.length > 0 && (
        <ul>
          {ways
            .sort((a, b) => b.n - a.n)
            .map(({ label, said, without, n }) => (
              <li>
                <a href={without}>{say(text.without, { name: label, value: said })}</a>{' '}
                {say(text.texts, { n: reader.number(n) })}
              </li>
            ))}
        </ul>
      )}
    </div>
  );
}
