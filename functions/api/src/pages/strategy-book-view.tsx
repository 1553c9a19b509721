import type { ShownExperiment } from '@soundings/contracts/experiment';
import type { Persona } from '@soundings/contracts/persona';
import type { StrategyBook, StrategyCondition, StrategyRule } from '@soundings/contracts/strategy-rule';
import { elevenSegments } from '@soundings/customers/segments';
import { STRATEGY_BOOK } from '@soundings/personas/strategy-book';
import { TAGS } from '@soundings/personas/tags';
import { Experiments } from './experiments.tsx';
import { type Reader, say } from './reader.ts';
import type { Themes } from './strategy-form.tsx';
import { Wide } from './wide.tsx';

type BookProps = {
  book: StrategyBook;
  editions: readonly StrategyBook[];
  personas: readonly Persona[];
  experiments: readonly ShownExperiment[];
  themes: Themes;
  reader: Reader;
};

/** The rule book: each rule with what it needs, what it proposes and for how many personas it does so now. */
export function StrategyBookView({ book, editions, personas, experiments, themes, reader }: BookProps) {
  const { words } = reader;
  const gone = STRATEGY_BOOK.filter(({ id }) => !book.rules.some((rule) => rule.id === id));
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a>
      </p>
      <h1>{words.book.title}</h1>
      <p class="lead">{words.book.lead}</p>
      <p>
        {book.origin === 'team'
          ? say(words.book.ours, { n: book.edition, day: book.changedAt ? reader.minute(book.changedAt) : '' })
          : words.book.shipped}
      </p>
      <p class="buttons">
        <a class="button" href="/strategies/new">
          {words.book.add}
        </a>
      </p>
      <ul class="cards">
        {book.rules.map((rule) => (
          <RuleCard rule={rule} edition={book.edition} personas={personas} themes={themes} reader={reader} />
        ))}
      </ul>
      {book.rules.length === 0 && <p class="note warn">{words.book.empty}</p>}
      {gone.length > 0 && (
        <>
          <h2 id="gone">{words.book.gone}</h2>
          <ul>
            {gone.map((rule) => (
              <li>
                {say(rule.message[reader.language], words.book.places)}{' '}
                <Change action={`/strategies/${rule.id}/restore`} label={words.book.putBack} edition={book.edition} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Experiments experiments={experiments} title={words.experiments.title} reader={reader} />
      {editions.length > 0 && <Editions book={book} editions={editions} reader={reader} />}
      <p class="small more">
        <a href="/v1/strategy-book">JSON</a>
      </p>
    </>
  );
}

type CardProps = { rule: StrategyRule; edition: number; personas: readonly Persona[]; themes: Themes; reader: Reader };

function RuleCard({ rule, edition, personas, themes, reader }: CardProps) {
  const { words, language } = reader;
  const used = personas.filter(({ strategies }) => strategies.some(({ id }) => id === rule.id));
  const shipped = STRATEGY_BOOK.find(({ id }) => id === rule.id);
  const isShipped = shipped !== undefined && JSON.stringify(shipped) === JSON.stringify(rule);
  return (
    <li class="card">
      <h2 class="small-head">
        <a href={`/strategies/${rule.id}`}>{say(rule.message[language], words.book.places)}</a>
      </h2>
      <p>
        <span class={`tag ${isShipped ? '' : 'info'}`}>{isShipped ? words.book.asShipped : words.book.byTeam}</span>{' '}
        {personas.length > 0 &&
          say(words.book.used, { n: reader.number(used.length), of: reader.number(personas.length) })}
      </p>
      <dl class="facts">
        <dt>{words.book.when}</dt>
        <dd>
          <ul class="plain">
            {conditionWords(rule.when, themes, reader).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </dd>
        {(['channel', 'timing', 'offer', 'measure'] as const).map((name) => (
          <>
            <dt>{words.strategy[name]}</dt>
            <dd>{say(rule[name][language], words.book.places)}</dd>
          </>
        ))}
      </dl>
      <div class="buttons">
        <Change action={`/strategies/${rule.id}/delete`} label={words.book.remove} edition={edition} />
        {shipped && !isShipped && (
          <Change action={`/strategies/${rule.id}/restore`} label={words.book.putBack} edition={edition} />
        )}
      </div>
    </li>
  );
}

function Change({ action, label, edition }: { action: string; label: string; edition: number }) {
  return (
    <form class="inline" method="post" action={action}>
      <input type="hidden" name="basedOn" value={String(edition)} />
      <button type="submit" class="link">
        {label}
      </button>
    </form>
  );
}

/** What must hold, each condition as a line. */
function conditionWords(
  when: StrategyCondition,
  themes: Themes,
  { words, language, text: named, number, percent }: Reader,
): string[] {
  const themeNames = (ids: readonly string[]) =>
    ids
      .map((id) =>
        id === '*' ? words.book.anyTheme : named(themes.find((theme) => theme.id === id)?.names ?? { und: id }),
      )
      .join(words.frame.comma);
  const segments = when.segments?.map((id) => {
    return elevenSegments.segments.find((segment) => segment.id === id)?.name[language] ?? id;
  });
  const tags = when.tags?.map((id) => TAGS.find((tag) => tag.id === id)?.label[language] ?? id);
  const line = (label: string, value: string) => say(words.book.condition, { label, value });
  const limits = Object.entries(words.book.stated).flatMap(([name, text]) => {
    const limit = when[name as keyof typeof words.book.stated];
    if (limit === undefined) return [];
    const isPart = name.startsWith('pNone') || name.startsWith('repeat');
    return [say(text, { n: isPart ? percent(limit) : number(limit, 1) })];
  });
  return [
    ...(segments ? [line(words.book.segments, segments.join(words.frame.comma))] : []),
    ...(tags ? [line(words.persona.tags, tags.join(words.frame.comma))] : []),
    ...(when.pains ? [line(words.persona.pains, themeNames(when.pains))] : []),
    ...(when.wishes ? [line(words.persona.wishes, themeNames(when.wishes))] : []),
    ...(when.channels ? [line(words.book.channels, when.channels.join(words.frame.comma))] : []),
    ...limits,
  ];
}

type EditionsProps = { book: StrategyBook; editions: readonly StrategyBook[]; reader: Reader };

/** What the book was before, to be put back; the one that the product brings among it. */
function Editions({ book, editions, reader }: EditionsProps) {
  const { words } = reader;
  const all = [...editions, { edition: 0, origin: 'built-in' as const, rules: STRATEGY_BOOK, changedAt: null }];
  return (
    <>
      <h2 id="editions">{words.book.editions}</h2>
      <Wide reader={reader}>
        <table class="tight">
          <thead>
            <tr>
              <th scope="col">{words.book.edition}</th>
              <th scope="col">{words.book.changedAt}</th>
              <th scope="col" class="n">
                {words.book.rules}
              </th>
              <th scope="col">{words.book.action}</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ edition, origin, rules, changedAt }) => (
              <tr>
                <th scope="row">
                  {edition === 0 ? words.book.asShipped : edition}
                  {edition > 0 && origin === 'built-in' && ` (${words.book.asShipped})`}
                </th>
                <td class="when">{changedAt ? reader.minute(changedAt) : ''}</td>
                <td class="n">{reader.number(rules.length)}</td>
                <td>
                  {edition === book.edition ? (
                    words.book.current
                  ) : (
                    <form class="inline" method="post" action="/strategies/restore">
                      <input type="hidden" name="basedOn" value={String(book.edition)} />
                      <input type="hidden" name="edition" value={String(edition)} />
                      <button type="submit" class="link">
                        {words.book.putBack}
                      </button>
                    </form>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
