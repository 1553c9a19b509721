import type { Product } from '@soundings/contracts/product';
import type { ConnectorDescription, SourcePreview } from '@soundings/contracts/review';
import type { Source } from '@soundings/contracts/source';
import { Choice } from './choice.tsx';
import { Once } from './once.tsx';
import { ProductChoice } from './product-choice.tsx';
import { type Reader, say } from './reader.ts';
import { SourceFields } from './source-fields.tsx';
import { Wide } from './wide.tsx';

/** What a form for a source holds so far. */
export type Draft = {
  productId: string;
  url: string;
  config: Source['config'];
  name: string;
  everyMinutes: number;
  termsAccepted: boolean;
};

type NewProps = {
  products: Product[];
  connectors: ConnectorDescription[];
  connector: ConnectorDescription | undefined;
  preview: SourcePreview | undefined;
  draft: Draft;
  /** What is wrong as a whole, and the paths of the fields that are. */
  problem: string | undefined;
  wrong: readonly string[];
  reader: Reader;
};

/** A new source: first an address, or a kind of source by its name; then what it would bring, before it is saved. */
export function NewSource({ products, connectors, connector, preview, draft, problem, wrong, reader }: NewProps) {
  const { words } = reader;
  return (
    <>
      <p class="trail">
        <a href="/sources">{words.places.sources}</a>
      </p>
      <h1>{words.reviewSources.add}</h1>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      {preview && <Preview preview={preview} reader={reader} />}
      {products.length === 0 ? (
        <p class="note">
          {words.imports.productFirst} <a href="/products">{words.products.add}</a>
        </p>
      ) : connector ? (
        <KnownKind
          connector={connector}
          preview={preview}
          draft={draft}
          products={products}
          wrong={wrong}
          reader={reader}
        />
      ) : (
        <AddressForm products={products} connectors={connectors} draft={draft} reader={reader} />
      )}
    </>
  );
}

type AddressProps = { products: Product[]; connectors: ConnectorDescription[]; draft: Draft; reader: Reader };

function AddressForm({ products, connectors, draft, reader }: AddressProps) {
  const { words } = reader;
  return (
    <>
      <p class="lead">{words.reviewSources.newLead}</p>
      <form class="form" method="post" action="/sources/preview">
        <Once />
        <ProductChoice
          label={words.imports.about}
          products={competitorsFirst(products)}
          chosen={draft.productId}
          reader={reader}
        />
        <div>
          <label for="url">{words.reviewSources.address}</label>
          <input
            type="text"
            inputmode="url"
            id="url"
            name="url"
            value={draft.url}
            required
            maxlength={2000}
            placeholder="https://"
            autocomplete="off"
          />
          <p class="hint">{words.reviewSources.addressHint}</p>
        </div>
        <div>
          <button type="submit">{words.reviewSources.look}</button>
        </div>
      </form>
      <h2>{words.reviewSources.byKind}</h2>
      <p>{words.reviewSources.byKindHint}</p>
      <ul class="cards">
        {connectors.map(({ id, name, access }) => (
          <li class="card">
            <p>
              <a href={`/sources/new?connector=${id}`}>{reader.text(name)}</a>
            </p>
            <p class="soft small">{words.reviewSources.access[access]}</p>
          </li>
        ))}
      </ul>
      <p>
        {words.reviewSources.byFile} <a href="/imports">{words.imports.send}</a>
      </p>
    </>
  );
}

type KindProps = Pick<NewProps, 'products' | 'preview' | 'draft' | 'wrong' | 'reader'> & {
  connector: ConnectorDescription;
};

function KnownKind({ connector, preview, draft, products, wrong, reader }: KindProps) {
  const { words } = reader;
  const isRefused = preview?.refusedBy != null && preview.refusedBy !== 'terms';
  return (
    <>
      <h2>{reader.text(connector.name)}</h2>
      <p class="soft">{words.reviewSources.access[connector.access]}</p>
      <form class="form" method="post" action="/sources/preview">
        <Once />
        <input type="hidden" name="connector" value={connector.id} />
        <ProductChoice
          label={words.imports.about}
          products={competitorsFirst(products)}
          chosen={draft.productId}
          reader={reader}
        />
        <SourceFields connector={connector} config={draft.config} wrong={wrong} reader={reader} />
        {connector.access === 'terms' && (
          <label class="choice">
            <input type="checkbox" name="termsAccepted" value="yes" checked={draft.termsAccepted} />
            <span>{words.reviewSources.terms}</span>
          </label>
        )}
        {preview && !isRefused && (
          <ScheduleFields draft={draft} minimum={connector.minimumMinutes} isNew reader={reader} />
        )}
        <div class="buttons">
          {preview && !isRefused && (
            <button type="submit" formaction="/sources">
              {words.reviewSources.save}
            </button>
          )}
          <button type="submit" class={preview && !isRefused ? 'second' : ''}>
            {preview ? words.reviewSources.lookAgain : words.reviewSources.look}
          </button>
          <a href="/sources/new">{words.reviewSources.otherKind}</a>
        </div>
      </form>
    </>
  );
}

/** Whose reviews are collected is a competitor more often than not. */
function competitorsFirst(products: readonly Product[]): Product[] {
  return [...products].sort((a, b) => Number(a.role === 'ours') - Number(b.role === 'ours'));
}

const INTERVALS = [15, 30, 60, 180, 360, 720, 1440, 10_080];

type ScheduleProps = {
  draft: Pick<Draft, 'name' | 'everyMinutes'>;
  minimum: number;
  isNew?: boolean;
  reader: Reader;
};

/** What a team decides about a source, whatever its kind. */
export function ScheduleFields({ draft, minimum, isNew = false, reader }: ScheduleProps) {
  const { words } = reader;
  const offered = INTERVALS.filter((minutes) => minutes >= minimum);
  const intervals = [...new Set([...offered, ...(isNew ? [] : [draft.everyMinutes])])].sort((a, b) => a - b);
  return (
    <>
      <div>
        <label for="name">{words.products.name}</label>
        <input type="text" id="name" name="name" value={draft.name} maxlength={200} autocomplete="off" />
      </div>
      <Choice
        name="everyMinutes"
        label={words.reviewSources.every}
        options={intervals.map((minutes) => [String(minutes), intervalOf(minutes, reader)])}
        chosen={String(draft.everyMinutes)}
        hint={say(words.reviewSources.everyHint, { interval: intervalOf(minimum, reader) })}
      />
      <p class="hint">
        {words.reviewSources.tells} <a href="/settings/webhooks">{words.reviewSources.webhooks}</a>
      </p>
    </>
  );
}

/** `every 6 hours`. */
export function intervalOf(minutes: number, reader: Reader): string {
  const { intervals } = reader.words.reviewSources;
  const exactly = (unit: number) => minutes % unit === 0;
  if (minutes === 10_080) return intervals.week;
  if (minutes === 1440) return intervals.day;
  if (minutes === 60) return intervals.hour;
  if (exactly(1440)) return say(intervals.days, { n: minutes / 1440 });
  if (exactly(60)) return say(intervals.hours, { n: minutes / 60 });
  return say(intervals.minutes, { n: minutes });
}

function Preview({ preview, reader }: { preview: SourcePreview; reader: Reader }) {
  const { words, language } = reader;
  const { reviews, problem, refusedBy, rejected } = preview;
  const rejects: Readonly<Record<string, string>> = words.reviewSources.rejects;
  return (
    <section aria-live="polite">
      {problem && (
        <div class={`note ${refusedBy ? 'bad' : 'warn'}`} role="alert">
          <p>
            <strong>{problem[language]}</strong>
          </p>
          <p>{words.reviewSources.refusals[refusedBy ?? 'nothing']}</p>
        </div>
      )}
      {reviews.length > 0 && (
        <>
          <h2>{say(words.reviewSources.previewOf, { n: reader.number(reviews.length) })}</h2>
          <Wide reader={reader}>
            <table class="ledger">
              <thead>
                <tr>
                  <th scope="col">{words.reviewSources.review}</th>
                  <th scope="col" class="n">
                    {words.reviewSources.fields.rating}
                  </th>
                  <th scope="col">{words.reviewSources.fields.occurredAt}</th>
                  <th scope="col">{words.reviewSources.fields.author}</th>
                </tr>
              </thead>
              <tbody>
                {reviews.map((review) => (
                  <tr>
                    <td class="quoted">{shortened(review.text)}</td>
                    <td class="n">{review.rating === null ? words.units.none : reader.number(review.rating, 1)}</td>
                    <td class="when">
                      {review.occurredAt ? reader.day(review.occurredAt) : words.reviewSources.undated}
                      {isRelative(review.occurredAtSaid) && <div class="soft small">{review.occurredAtSaid}</div>}
                    </td>
                    <td>{review.hasAuthor ? words.reviewSources.isPseudonym : words.units.none}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
      {Object.keys(rejected).length > 0 && (
        <p class="soft">
          {words.reviewSources.ledger.rejected}:{' '}
          {Object.entries(rejected)
            .map(([reason, n]) => `${rejects[reason] ?? reason} ${reader.number(n)}`)
            .join(words.frame.comma)}
        </p>
      )}
    </section>
  );
}

/** Whether a date says more as it was written than as it was read: 3天前, "last week". */
function isRelative(written: string | null): boolean {
  return written !== null && !/\d{4}|^\d{9,}$/.test(written);
}

function shortened(text: string): string {
  return text.length > 280 ? `${text.slice(0, 280)}…` : text;
}
