import type { PainAlarm } from '@soundings/contracts/pain-point';
import type { Child } from 'hono/jsx';
import type { ChangedPain, WeekChanges } from '../week-changes.ts';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** Of each kind of change so many are named; the rest is a number. */
const NAMED = 5;
const PLACES = { responses: '/surveys', feedback: '/feedback', mentions: '/pain-points', customers: '/customers' };

type WeekProps = { changes: WeekChanges | undefined; reader: Reader };

/** What is otherwise than a week ago, each number with what it means and where it leads. */
export function WeekSection({ changes, reader }: WeekProps) {
  const { week } = reader.words.overview;
  if (!changes) {
    return (
      <section>
        <h2>{week.title}</h2>
        <p class="note">{week.none}</p>
      </section>
    );
  }
  const { against, days, isWeek, otherThemes, otherWindow } = changes;
  const since = { day: reader.minute(against.createdAt), n: reader.number(days) };
  return (
    <section>
      <h2>{week.title}</h2>
      <p>
        {say(isWeek ? week.since : week.sinceOldest, since)} <a href={`/builds/${against.id}`}>{week.build}</a>
      </p>
      <Counts changes={changes} reader={reader} />
      <Named changes={changes} reader={reader} />
      {(otherThemes || otherWindow) && (
        <p class="small soft">
          {otherThemes && week.otherThemes} {otherWindow && week.otherWindow}
        </p>
      )}
    </section>
  );
}

function Counts({ changes: { counts }, reader }: { changes: WeekChanges; reader: Reader }) {
  const { week } = reader.words.overview;
  if (counts.length === 0) return null;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{week.what}</th>
            <th scope="col" class="n">
              {week.now}
            </th>
            <th scope="col" class="n">
              {week.before}
            </th>
            <th scope="col" class="n">
              {week.change}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ of, now, before }) => (
            <tr>
              <th scope="row">
                <a href={PLACES[of]}>{week.counted[of]}</a>
                <span class="meaning">{week.means[of]}</span>
              </th>
              <td class="n">{reader.number(now)}</td>
              <td class="n">{reader.number(before)}</td>
              <td class="n">{now === before ? week.same : reader.signed(now - before, 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Named({ changes: { pains, personas, alarms }, reader }: { changes: WeekChanges; reader: Reader }) {
  const { language, words } = reader;
  const { week } = words.overview;
  const pain = (each: ChangedPain) => <PainLink pain={each} reader={reader} />;
  const lines = [
    line(week.pains.new, week.means.new, pains.new.map(pain)),
    line(week.pains.up, week.means.up, pains.up.map(pain)),
    line(week.pains.down, week.means.down, pains.down.map(pain)),
    line(
      week.pains.gone,
      week.means.gone,
      pains.gone.map(({ names, product }) => `${names[language]} (${product.name})`),
    ),
    line(
      week.alarms.raised,
      week.means.raised,
      alarms.raised.map((alarm) => <AlarmLink alarm={alarm} reader={reader} />),
    ),
    line(
      week.alarms.calmed,
      week.means.calmed,
      alarms.calmed.map(({ names }) => names[language]),
    ),
    line(
      week.personas.new,
      week.means.newPersonas,
      personas.new.map(({ id, name }) => <a href={`/personas/${id}`}>{name[language]}</a>),
    ),
    line(
      week.personas.changed,
      week.means.changedPersonas,
      personas.changed.map(({ persona, claims }) => (
        <>
          <a href={`/personas/${persona.id}`}>{persona.name[language]}</a>{' '}
          <span class="soft">{say(week.claims, { n: reader.number(claims) })}</span>
        </>
      )),
    ),
    line(
      week.personas.gone,
      week.means.gonePersonas,
      personas.gone.map(({ name }) => name[language]),
    ),
  ];
  const none = lines.filter(({ all }) => all.length === 0).map(({ title }) => title);
  return (
    <>
      <dl class="facts">
        {lines
          .filter(({ all }) => all.length > 0)
          .map((each) => (
            <Line {...each} reader={reader} />
          ))}
      </dl>
      {none.length > 0 && <p class="small soft">{say(week.noneOf, { kinds: none.join(words.frame.comma) })}</p>}
    </>
  );
}

type Line = { title: string; means: string; all: readonly Child[] };

const line = (title: string, means: string, all: readonly Child[]): Line => ({ title, means, all });

function Line({ title, means, all, reader }: Line & { reader: Reader }) {
  const { words } = reader;
  const more = all.length - NAMED;
  return (
    <>
      <dt>
        {title} <b>{reader.number(all.length)}</b>
      </dt>
      <dd>
        {all.slice(0, NAMED).map((each, i) => (
          <>
            {i > 0 && words.frame.comma}
            {each}
          </>
        ))}
        {more > 0 && ` ${say(words.overview.week.more, { n: reader.number(more) })}`}
        <span class="meaning">{means}</span>
      </dd>
    </>
  );
}

function PainLink({ pain: { id, names, product, people, before }, reader }: { pain: ChangedPain; reader: Reader }) {
  const { week } = reader.words.overview;
  const share = (value: number | null | undefined) => (value == null ? '–' : reader.percent(value));
  const numbers = { before: share(before?.share), now: share(people.share), n: reader.number(people.of) };
  return (
    <>
      <a href={`/pain-points/${product.productId}/${id}`}>{names[reader.language]}</a>{' '}
      <span class="soft">
        ({product.name}, {say(before ? week.fromTo : week.isNow, numbers)})
      </span>
    </>
  );
}

function AlarmLink({ alarm, reader }: { alarm: PainAlarm; reader: Reader }) {
  return <a href={`/pain-points/${alarm.productId}/${alarm.themeId}`}>{alarm.names[reader.language]}</a>;
}
