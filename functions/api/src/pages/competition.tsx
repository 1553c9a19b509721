import type { MarketGap } from '@soundings/contracts/market-gap';
import { PainReport } from '@soundings/contracts/pain-point';
import type { ComparedPlaces, Quote, ShareDifference } from '@soundings/contracts/share';
import type { SwotLine } from '@soundings/contracts/swot';
import { Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { Api } from '../api.ts';
import { currentDocument } from '../current-document.ts';
import { ShareBar } from './charts/share-bar.tsx';
import { NothingYet } from './empty.tsx';
import { show } from './frame.tsx';
import { Quotes } from './quotes.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const FIRST_GAPS = 9;
const FIRST_LINES = 5;

type Names = (id: string | null) => string;

/** Where the market leaves room, and how we stand: every line a tested difference. */
export function competitionPages({ store }: Api) {
  return new Hono<PageEnv>().get('/', async (c) => {
    const reader = c.get('reader');
    const title = reader.words.places.competition;
    const { document } = await currentDocument(store, 'pains', PainReport);
    const children = document ? (
      <Competition report={document} reader={reader} />
    ) : (
      <NothingYet title={title} reader={reader} />
    );
    return show(c, { title, place: 'competition', children });
  });
}

function Competition({ report, reader }: { report: PainReport; reader: Reader }) {
  const { words } = reader;
  const nameOf: Names = (id) => report.products.find(({ productId }) => productId === id)?.name ?? '';
  const rivals = report.products.filter(({ role }) => role === 'competitor');
  return (
    <>
      <h1>{words.places.competition}</h1>
      <p class="lead">{words.competition.lead}</p>
      {rivals.length === 0 && <p class="note">{words.competition.noRivals}</p>}
      <Matrix report={report} reader={reader} />
      <h2>{words.competition.gaps}</h2>
      <p>{words.competition.gapsHint}</p>
      <p class="small soft">{words.competition.votes}</p>
      {report.gaps.length === 0 ? (
        <p class="soft">{words.competition.noGaps}</p>
      ) : (
        <Folded
          all={report.gaps}
          first={FIRST_GAPS}
          list={(gaps) => (
            <ul class="cards">
              {gaps.map((gap) => (
                <Gap gap={gap} nameOf={nameOf} reader={reader} />
              ))}
            </ul>
          )}
          reader={reader}
        />
      )}
      <h2>SWOT</h2>
      <p>{words.competition.swotHint}</p>
      <div class="columns">
        {(['strength', 'weakness', 'opportunity', 'threat'] as const).map((kind) => (
          <SwotSide
            kind={kind}
            lines={report.swot.filter((line) => line.kind === kind)}
            nameOf={nameOf}
            reader={reader}
          />
        ))}
      </div>
      {report.comparisons.length > 0 && (
        <>
          <h2>{words.competition.comparisons}</h2>
          {report.comparisons.map(({ productId, against, people, favourUs, favourThem, quotes }) => (
            <section>
              <h3>
                {nameOf(productId)} – {nameOf(against)}
              </h3>
              <p>
                {say(words.competition.named, {
                  n: reader.number(people),
                  us: reader.number(favourUs),
                  them: reader.number(favourThem),
                })}
              </p>
              <Quotes quotes={quotes.slice(0, 3)} reader={reader} />
            </section>
          ))}
        </>
      )}
    </>
  );
}

/** Pain by product: each listed theme against each product's people. */
function Matrix({ report, reader }: { report: PainReport; reader: Reader }) {
  const { words, language } = reader;
  // Of a product of which nobody has said anything there is nothing to compare.
  const products = report.products.filter(({ people }) => people > 0);
  const themes = [...new Set(products.flatMap(({ pains }) => pains.slice(0, 8).map(({ id }) => id)))].slice(0, 16);
  if (themes.length === 0 || products.length < 2) return null;
  const painOf = (product: (typeof products)[number], id: string) => product.pains.find((pain) => pain.id === id);
  const names = new Map(products.flatMap(({ pains }) => pains.map((pain) => [pain.id, pain.names[language]])));
  const max = Math.max(...products.flatMap(({ pains }) => pains.map(({ people }) => people.high)));
  return (
    <>
      <h2>{words.competition.matrix}</h2>
      <Wide reader={reader}>
        <table>
          <caption>{words.competition.matrixHint}</caption>
          <thead>
            <tr>
              <th scope="col">{words.pains.pain}</th>
              {products.map(({ name, role }) => (
                <th scope="col">
                  {name} <span class="soft">{words.roles[role]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {themes.map((id) => (
              <tr>
                <th scope="row">{names.get(id)}</th>
                {products.map((product) => {
                  const pain = painOf(product, id);
                  return (
                    <td>
                      {pain ? (
                        <ShareBar of={pain.people} max={max} tone="hurt" reader={reader} />
                      ) : (
                        <span class="soft">{words.competition.unlisted}</span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Gap({ gap, nameOf, reader }: { gap: MarketGap; nameOf: Names; reader: Reader }) {
  const { words, language } = reader;
  return (
    <li class="card">
      <h3>{gap.names[language]}</h3>
      <p>
        <span class="tag info">{words.competition.kinds[gap.kind]}</span>{' '}
        {gap.competitorId && `${nameOf(gap.competitorId)} – ${nameOf(gap.productId)}`}
      </p>
      {gap.gap && <Difference difference={gap.gap} reader={reader} />}
      {gap.wish && gap.praise && (
        <p>
          {say(words.competition.wished, {
            n: reader.number(gap.wish.of),
            wish: reader.percent(gap.wish.share ?? 0),
            praise: reader.percent(gap.praise.share ?? 0),
          })}
        </p>
      )}
      <Evidence compared={gap.compared} quotes={gap.quotes} reader={reader} />
    </li>
  );
}

function Difference({ difference, reader }: { difference: ShareDifference; reader: Reader }) {
  const { first, second } = difference;
  return (
    <p>
      {say(reader.words.competition.difference, {
        n: reader.points(difference.difference),
        range: reader.pointsRange(difference.low, difference.high),
        first: reader.percent(first.share ?? 0),
        firstOf: reader.number(first.of),
        second: reader.percent(second.share ?? 0),
        secondOf: reader.number(second.of),
      })}
    </p>
  );
}

type EvidenceProps = { compared: ComparedPlaces | null; quotes: readonly Quote[]; reader: Reader };

/** What stands behind a line: where it was compared, and what people say. That places differ is said at once. */
function Evidence({ compared, quotes, reader }: EvidenceProps) {
  const { words } = reader;
  return (
    <>
      {compared?.basis === 'different-places' && (
        <p class="small">
          <span class="tag warn">{words.competition.apart}</span> {words.competition.apartHint}
        </p>
      )}
      <details class="quiet">
        <summary>{words.competition.evidence}</summary>
        {compared?.basis === 'same-places' && <Places compared={compared} reader={reader} />}
        <Quotes quotes={quotes} reader={reader} />
      </details>
    </>
  );
}

/** Where the two were compared, if there is anything to say: one place that has no name explains itself. */
function Places({ compared, reader }: { compared: ComparedPlaces; reader: Reader }) {
  const { words } = reader;
  const { places, firstElsewhere, secondElsewhere } = compared;
  const left = firstElsewhere + secondElsewhere;
  if (left === 0 && places.join('') === '') return null;
  const named = places.map((place) => (place ? reader.channel(place) : words.competition.nowhere));
  return (
    <p class="small soft">
      {say(words.competition.within, { places: named.join(words.frame.comma) })}
      {left > 0 &&
        ` ${say(words.competition.elsewhere, { first: reader.number(firstElsewhere), second: reader.number(secondElsewhere) })}`}
    </p>
  );
}

type FoldedProps<T> = { all: readonly T[]; first: number; list: (some: readonly T[]) => Child; reader: Reader };

/** The first of a list, and the others folded: on a phone there would be no end to them. */
function Folded<T>({ all, first, list, reader }: FoldedProps<T>) {
  const more = all.length - first;
  return (
    <>
      {list(all.slice(0, first))}
      {more > 0 && (
        <details class="quiet" open={reader.printing}>
          <summary>{say(reader.words.competition.more, { n: reader.number(more) })}</summary>
          {list(all.slice(first))}
        </details>
      )}
    </>
  );
}

type SideProps = { kind: SwotLine['kind']; lines: SwotLine[]; nameOf: Names; reader: Reader };

function SwotSide({ kind, lines, nameOf, reader }: SideProps) {
  const { words, language } = reader;
  return (
    <section>
      <h3>{words.swot[kind]}</h3>
      <p class="small soft">{words.swotMeaning[kind]}</p>
      {lines.length === 0 ? (
        <p class="soft">{words.competition.noLines}</p>
      ) : (
        <Folded
          all={lines}
          first={FIRST_LINES}
          list={(some) => (
            <ul>
              {some.map(({ names, competitorId, evidence, compared, quotes }) => (
                <li>
                  <strong>{names[language]}</strong> <span class="soft">({nameOf(competitorId)})</span>
                  <Difference difference={evidence} reader={reader} />
                  <Evidence compared={compared} quotes={quotes} reader={reader} />
                </li>
              ))}
            </ul>
          )}
          reader={reader}
        />
      )}
    </section>
  );
}
