import { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { Intent, Polarity } from '@soundings/contracts/mention';
import type { Product } from '@soundings/contracts/product';
import type { Theme } from '@soundings/contracts/theme';
import type { TextFacts } from '@soundings/search/text-index';
import type { Store } from '@soundings/store/store';
import { Choice, type Option } from './choice.tsx';
import { addressOf, saidIn } from './filter-address.ts';
import { type Reader, say } from './reader.ts';

const NAMES = Object.keys(FeedbackFilter.shape) as (keyof FeedbackFilter)[];
/** These stand open: the others are folded until one of them is asked for. */
const FIRST: readonly string[] = ['q', 'productId'];
const STARS = [1, 2, 3, 4, 5];
/** Sources that are named; a team has few, but may have imported many files. */
const NAMED = 60;

/** The filter that an address asks for; undefined where it is none. */
export function feedbackFilterIn(query: Record<string, string>): FeedbackFilter | undefined {
  return FeedbackFilter.safeParse(saidIn(query, NAMES)).data;
}

export type SourceName = { id: string; kind: 'source' | 'import' | 'survey'; name: string; n: number | null };

/** What texts came from, by names that the team knows. */
export async function sourceNames(
  store: Store,
  {
    facts,
    chosen,
    products,
    reader,
  }: { facts: TextFacts; chosen: string | undefined; products: Product[]; reader: Reader },
): Promise<SourceName[]> {
  const known = facts.source
    .slice(0, NAMED)
    .map(({ value, n }): { id: string; n: number | null } => ({ id: value, n }));
  if (chosen && !known.some(({ id }) => id === chosen)) known.push({ id: chosen, n: null });
  return Promise.all(
    known.map(async ({ id, n }): Promise<SourceName> => {
      if (id.startsWith('srv_')) return { id, n, kind: 'survey', name: (await store.surveys.get(id))?.name ?? id };
      if (!id.startsWith('imp_')) return { id, n, kind: 'source', name: (await store.sources.get(id))?.name ?? id };
      const file = await store.imports.get(id);
      const product = products.find((each) => each.id === file?.productId)?.name;
      const name = file ? [reader.minute(file.createdAt), product].filter(Boolean).join(' · ') : id;
      return { id, n, kind: 'import', name };
    }),
  );
}

export type FilterChoices = { products: Product[]; sources: SourceName[]; themes: readonly Theme[]; facts: TextFacts };

type FormProps = { filter: FeedbackFilter; choices: FilterChoices; reader: Reader };

/** Fields that narrow the list of texts; all they say stands in the address. */
export function FeedbackFilterForm({ filter, choices: { products, sources, themes, facts }, reader }: FormProps) {
  const { words } = reader;
  const text = words.feedback.search;
  const counted = (label: string, n: number | null | undefined) => (n ? `${label} (${reader.number(n)})` : label);
  const numberOf = (name: keyof TextFacts, value: string) => facts[name].find((each) => each.value === value)?.n;
  const stars = STARS.map((n): Option => [String(n), say(text.stars, { n })]);
  const isNarrow = Object.keys(filter).some((name) => !FIRST.includes(name));
  return (
    <search>
      <form class="search" method="get" action="/feedback">
        <div class="filter">
          <div class="words">
            <label for="q">{text.words}</label>
            <input
              type="search"
              id="q"
              name="q"
              maxlength={200}
              autocomplete="off"
              value={filter.q}
              aria-describedby="q-hint"
            />
          </div>
          <Choice
            name="productId"
            label={words.pains.product}
            chosen={filter.productId}
            options={products.map(({ id, name }): Option => [id, counted(name, numberOf('product', id))])}
            reader={reader}
          />
          <button type="submit">{text.find}</button>
        </div>
        <p class="hint" id="q-hint">
          {text.hint}
        </p>
        <details open={isNarrow}>
          <summary>{text.more}</summary>
          <div class="pairs four">
            <Choice
              name="themeId"
              label={text.names.themeId}
              chosen={filter.themeId}
              options={themeOptions(themes, { facts, reader, chosen: filter.themeId })}
              reader={reader}
            />
            <Choice
              name="intent"
              label={text.names.intent}
              chosen={filter.intent}
              options={Intent.options.map((each): Option => [each, words.intents[each]])}
              reader={reader}
            />
            <Choice
              name="polarity"
              label={text.names.polarity}
              chosen={filter.polarity}
              options={Polarity.options.map((each): Option => [each, words.polarities[each]])}
              reader={reader}
            />
            <Choice
              name="sourceId"
              label={text.names.sourceId}
              chosen={filter.sourceId}
              options={(['source', 'import', 'survey'] as const)
                .map((kind) => ({
                  title: text.kinds[kind],
                  options: sources
                    .filter((each) => each.kind === kind)
                    .map(({ id, name, n }): Option => [id, counted(name, n)]),
                }))
                .filter(({ options }) => options.length > 0)}
              reader={reader}
            />
            <Choice
              name="language"
              label={text.names.language}
              chosen={filter.language}
              options={languageOptions({ facts, chosen: filter.language, reader })}
              reader={reader}
            />
            <Choice
              name="minRating"
              label={text.names.minRating}
              chosen={filter.minRating?.toString()}
              options={stars}
              reader={reader}
            />
            <Choice
              name="maxRating"
              label={text.names.maxRating}
              chosen={filter.maxRating?.toString()}
              options={stars}
              reader={reader}
            />
            <div>
              <label for="from">{text.names.from}</label>
              <input type="date" id="from" name="from" value={filter.from?.slice(0, 10)} />
            </div>
            <div>
              <label for="to">{text.names.to}</label>
              <input type="date" id="to" name="to" value={filter.to?.slice(0, 10)} />
            </div>
          </div>
          <p class="hint">{text.oneMention}</p>
          <button type="submit" class="second">
            {text.find}
          </button>
        </details>
      </form>
    </search>
  );
}

type OptionsOf = { facts: TextFacts; chosen: string | undefined; reader: Reader };

function themeOptions(themes: readonly Theme[], { facts, chosen, reader }: OptionsOf): Option[] {
  const counts = new Map(facts.theme.map(({ value, n }) => [value, n]));
  const shown = themes.filter(({ id, muted }) => id === chosen || (!muted && counts.has(id)));
  return shown
    .sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0))
    .map(({ id, names }): Option => [id, `${names[reader.language]} (${reader.number(counts.get(id) ?? 0)})`]);
}

function languageOptions({ facts, chosen, reader }: OptionsOf): Option[] {
  const found = facts.language.map(({ value, n }): Option => [value, `${nameOf(value, reader)} (${reader.number(n)})`]);
  return chosen && !found.some(([tag]) => tag === chosen) ? [...found, [chosen, nameOf(chosen, reader)]] : found;
}

function nameOf(tag: string, reader: Reader): string {
  return tag === 'und' ? reader.words.feedback.search.unknown : reader.languageName(tag);
}

/** Each part of a filter as it is said to a reader, with the address of the list without it. */
export function filterParts(filter: FeedbackFilter, { products, sources, themes }: FilterChoices, reader: Reader) {
  const { words } = reader;
  const saidOf: { [K in keyof FeedbackFilter]-?: (value: NonNullable<FeedbackFilter[K]>) => string } = {
    q: (q) => q,
    productId: (id) => products.find((each) => each.id === id)?.name ?? id,
    sourceId: (id) => sources.find((each) => each.id === id)?.name ?? id,
    themeId: (id) => themes.find((each) => each.id === id)?.names[reader.language] ?? id,
    intent: (intent) => words.intents[intent],
    polarity: (polarity) => words.polarities[polarity],
    language: (tag) => nameOf(tag, reader),
    minRating: (n) => say(words.feedback.search.stars, { n: reader.number(n, 1) }),
    maxRating: (n) => say(words.feedback.search.stars, { n: reader.number(n, 1) }),
    from: (time) => (time.length === 10 ? reader.day(time) : reader.minute(time)),
    to: (time) => (time.length === 10 ? reader.day(time) : reader.minute(time)),
  };
  return NAMES.filter((name) => filter[name] !== undefined).map((name) => {
    const { [name]: value, ...rest } = filter;
    const said = (saidOf[name] as (value: unknown) => string)(value);
    return {
      name,
      label: words.feedback.search.names[name],
      said,
      without: `/feedback?${new URLSearchParams(addressOf(rest))}`,
    };
  });
}
