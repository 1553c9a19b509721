import { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { Intent, Polarity } from '@soundings/contracts/mention';
import type { Product } from '@soundings/contracts/product';
import type { Theme } from '@soundings/contracts/theme';
import type { TextFacts } from '@soundings/search/text-index';
import type { Store } from '@soundings/store/store';
import { Choice, type Option, type OptionGroup } from './choice.tsx';
import { DayField } from './day-field.tsx';
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
export function FeedbackFilterForm({ filter, choices, reader }: FormProps) {
  const { words } = reader;
  const text = words.feedback.search;
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
            options={productOptions(choices, reader)}
            chosen={filter.productId}
            none={words.responses.any}
          />
          <button type="submit">{text.find}</button>
        </div>
        <p class="hint" id="q-hint">
          {text.hint}
        </p>
        <details open={isNarrow}>
          <summary>{text.more}</summary>
          <div class="pairs four">
            {foldedChoices(filter, choices, reader).map(([name, options]) => (
              <Choice
                name={name}
                label={text.names[name]}
                options={options}
                chosen={filter[name]?.toString()}
                none={words.responses.any}
              />
            ))}
            <DayField name="from" label={text.names.from} value={filter.from} />
            <DayField name="to" label={text.names.to} value={filter.to} />
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

type FoldedChoice = readonly [name: keyof FeedbackFilter, options: readonly Option[] | readonly OptionGroup[]];

/** What can be chosen in the fields that are folded at first. */
function foldedChoices(
  filter: FeedbackFilter,
  { sources, themes, facts }: FilterChoices,
  reader: Reader,
): readonly FoldedChoice[] {
  const { words } = reader;
  const stars = STARS.map((n): Option => [String(n), say(words.feedback.search.stars, { n })]);
  return [
    ['themeId', themeOptions(themes, { facts, reader, chosen: filter.themeId })],
    ['intent', Intent.options.map((each): Option => [each, words.intents[each]])],
    ['polarity', Polarity.options.map((each): Option => [each, words.polarities[each]])],
    ['sourceId', sourceOptions(sources, reader)],
    ['language', languageOptions({ facts, chosen: filter.language, reader })],
    ['minRating', stars],
    ['maxRating', stars],
  ];
}

function productOptions({ products, facts }: FilterChoices, reader: Reader): Option[] {
  const counts = new Map(facts.product.map(({ value, n }) => [value, n]));
  return products.map(({ id, name }) => [id, counted(name, { n: counts.get(id), reader })]);
}

function counted(label: string, { n, reader }: { n: number | null | undefined; reader: Reader }): string {
  return n ? `${label} (${reader.number(n)})` : label;
}

function sourceOptions(sources: readonly SourceName[], reader: Reader): OptionGroup[] {
  return (['source', 'import', 'survey'] as const)
    .map((kind) => ({
      title: reader.words.feedback.search.kinds[kind],
      options: sources
        .filter((each) => each.kind === kind)
        .map(({ id, name, n }): Option => [id, counted(name, { n, reader })]),
    }))
    .filter(({ options }) => options.length > 0);
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
  const found = facts.language.map(
    ({ value, n }): Option => [value, `${languageSaid(value, reader)} (${reader.number(n)})`],
  );
  return chosen && !found.some(([tag]) => tag === chosen) ? [...found, [chosen, languageSaid(chosen, reader)]] : found;
}

/** What a text's language is called, `und` included. */
export function languageSaid(tag: string, reader: Reader): string {
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
    language: (tag) => languageSaid(tag, reader),
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
