import type { PainAlarm, ProductPains } from '@soundings/contracts/pain-point';
import { type Reader, say } from './reader.ts';

type AlarmsProps = { alarms: readonly PainAlarm[]; products: readonly ProductPains[]; reader: Reader };

/** What rises beyond its own past, each with its numbers. */
export function Alarms({ alarms, products, reader }: AlarmsProps) {
  const { words, language } = reader;
  if (alarms.length === 0) return null;
  const nameOf = (id: string) => products.find(({ productId }) => productId === id)?.name ?? '';
  return (
    <div class="note warn">
      <p>
        <strong>{words.alarms.title}</strong>
      </p>
      <ul>
        {alarms.map((alarm) => (
          <li>
            <a href={`/pain-points/${alarm.productId}/${alarm.themeId}`}>{alarm.names[language]}</a> (
            {nameOf(alarm.productId)}): <AlarmNumbers alarm={alarm} reader={reader} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An alarm's week, count, expectation and corrected p. */
export function AlarmNumbers({ alarm, reader }: { alarm: PainAlarm; reader: Reader }) {
  const { words } = reader;
  const { week, people, of, expected, bound, q, history, since } = alarm;
  return (
    <>
      {say(words.alarms.numbers, {
        week: reader.day(week),
        n: reader.number(people, 1),
        of: reader.number(of),
        expected: reader.number(expected, 1),
        bound: reader.number(bound, 1),
        history: reader.number(history),
        q: q < 0.001 ? '< 0.001' : `= ${reader.number(q, 3)}`,
      })}
      {since && ` ${say(words.alarms.since, { day: reader.day(since) })}`}
    </>
  );
}
