import type { PainAlarm, PainGroup, PainPoint, ProductPains } from '@soundings/contracts/pain-point';
import type { Role } from '@soundings/contracts/product';
import type { Share } from '@soundings/contracts/share';
import { AlarmNumbers } from './alarms.tsx';
import { ShareBar } from './charts/share-bar.tsx';
import { TrendChart } from './charts/trend-chart.tsx';
import { Impact } from './impact.tsx';
import { Quotes } from './quotes.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

type Elsewhere = { name: string; role: Role; people: Share; productId: string };
type PainPointProps = {
  pain: PainPoint;
  product: ProductPains;
  elsewhere: Elsewhere[];
  alarm: PainAlarm | undefined;
  reader: Reader;
};

/** One pain: how many, since when, in which words, whose, and how competitors fare. */
export function PainPointPage({ pain, product, elsewhere, alarm, reader }: PainPointProps) {
  const { words, language } = reader;
  const name = pain.names[language];
  return (
    <>
      <p class="trail">
        <a href={`/pain-points?productId=${product.productId}`}>
          {words.places.pains} · {product.name}
        </a>
      </p>
      <h1>{name}</h1>
      {alarm && (
        <p class="note warn">
          <strong>{words.alarms.title}:</strong> <AlarmNumbers alarm={alarm} reader={reader} />
        </p>
      )}
      <ul class="tiles">
        <li class="tile">
          <b>{pain.people.share === null ? words.units.none : reader.percent(pain.people.share)}</b>
          {say(words.pains.peopleOf, { n: peopleSaid(pain.people, reader), of: reader.number(pain.people.of) })}{' '}
          <span class="soft small">({reader.percents(pain.people.low, pain.people.high)})</span>
          {pain.before && (
            <p class="soft small">
              {say(words.pains.before, {
                share: pain.before.share === null ? words.units.none : reader.percent(pain.before.share),
                of: reader.number(pain.before.of),
              })}
            </p>
          )}
        </li>
        <li class="tile">
          <b>
            <Impact severity={pain.severity} reader={reader} />
          </b>
          {words.pains.impactLong}
        </li>
        <li class="tile">
          <b>{reader.number(pain.mentions)}</b> {words.pains.mentions}
        </li>
        <li class="tile">
          <b>{words.trend[pain.trend.direction]}</b>
          {pain.trend.change
            ? say(words.trend.tested[pain.trend.against], {
                n: reader.points(pain.trend.change.difference),
                range: reader.pointsRange(pain.trend.change.low, pain.trend.change.high),
              })
            : words.trend.untested}
          <Unsure trend={pain.trend} reader={reader} />
        </li>
      </ul>
      <h2>{words.trend.titles[pain.trend.unit]}</h2>
      <TrendChart trend={pain.trend} title={say(words.pains.trendAlt, { name })} reader={reader} />
      <p class="small soft">
        {say(words.pains.firstSeen, { day: reader.day(pain.firstSeen) })}{' '}
        <a href={`/themes/${pain.id}`}>{words.themes.edit}</a> ·{' '}
        <a href={`/feedback?${new URLSearchParams({ productId: product.productId, themeId: pain.id })}`}>
          {words.pains.allTexts}
        </a>
      </p>
      <div class="columns">
        <section>
          <h2>{words.pains.quotes}</h2>
          {pain.quotes.length === 0 ? (
            <p class="soft">{words.pains.noQuotes}</p>
          ) : (
            <Quotes quotes={pain.quotes} reader={reader} />
          )}
        </section>
        <section>
          {pain.wishes.length > 0 && (
            <>
              <h2>{words.pains.wishes}</h2>
              <Quotes quotes={pain.wishes} reader={reader} />
            </>
          )}
          {pain.terms.length > 0 && (
            <>
              <h2>{words.pains.terms}</h2>
              <p class="small soft">{words.pains.termsHint}</p>
              <ul class="tags">
                {pain.terms.map(({ term, people }) => (
                  <li class="tag">
                    {term} <span class="soft">{reader.number(people)}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {elsewhere.length > 0 && (
            <ElsewhereTable pain={pain} product={product} elsewhere={elsewhere} reader={reader} />
          )}
        </section>
      </div>
      {pain.groups.length > 0 && <Groups groups={pain.groups} reader={reader} />}
    </>
  );
}

/** Why a change is not called one although its own interval excludes zero. */
function Unsure({ trend: { change, direction }, reader }: { trend: PainPoint['trend']; reader: Reader }) {
  if (!change || direction !== 'flat' || change.low * change.high <= 0) return null;
  return <p class="small soft">{say(reader.words.trend.unsure, { q: reader.number(change.q, 3) })}</p>;
}

function ElsewhereTable({ pain, product, elsewhere, reader }: Omit<PainPointProps, 'alarm'>) {
  const { words } = reader;
  const all = [{ name: product.name, role: product.role, people: pain.people, productId: '' }, ...elsewhere];
  const max = Math.max(...all.map(({ people }) => people.high));
  return (
    <>
      <h2>{words.pains.elsewhere}</h2>
      <Wide reader={reader}>
        <table>
          <tbody>
            {all.map(({ name, role, people, productId }) => (
              <tr>
                <th scope="row">
                  {productId ? <a href={`/pain-points/${productId}/${pain.id}`}>{name}</a> : name}{' '}
                  <span class="soft small">{words.roles[role]}</span>
                </th>
                <td>
                  <ShareBar of={people} max={max} tone="hurt" reader={reader} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Groups({ groups, reader }: { groups: readonly PainGroup[]; reader: Reader }) {
  const { words } = reader;
  const max = Math.max(...groups.map(({ people }) => people.high));
  return (
    <>
      <h2>{words.pains.groups}</h2>
      <p class="small soft">{words.pains.groupsHint}</p>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.pains.group}</th>
              <th scope="col">{words.pains.people}</th>
              <th scope="col" class="n">
                {words.pains.others}
              </th>
              <th scope="col">{words.pains.differs}</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ by, value, people, others, differs }) => (
              <tr>
                <th scope="row">
                  <span class="soft">{words.groupings[by]}</span> {groupName(by, value, reader)}
                </th>
                <td>
                  <ShareBar of={people} max={max} tone="hurt" mark={others.share} reader={reader} />
                </td>
                <td class="n">{others.share === null ? words.units.none : reader.percent(others.share)}</td>
                <td>{differs ? <span class="tag warn">{words.pains.yes}</span> : words.pains.notShown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function groupName(by: PainGroup['by'], value: string, reader: Reader): string {
  const { language, words } = reader;
  if (by === 'channel') return reader.channel(value);
  const segments: Readonly<Record<string, string>> = words.segments;
  if (by === 'segment') return segments[value] ?? value;
  if (by !== 'language' || value === 'und') return value;
  return new Intl.DisplayNames([language], { type: 'language' }).of(value) ?? value;
}

/** Copies of a text share a vote, so people may be parts: told, where they would else seem to be everybody. */
function peopleSaid({ people, of }: Share, reader: Reader): string {
  return reader.number(people, Math.round(people) === of ? 1 : 0);
}
