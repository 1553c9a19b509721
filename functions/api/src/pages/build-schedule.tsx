import type { Build } from '@soundings/contracts/build';
import type { BuildSchedule } from '@soundings/contracts/build-schedule';
import { BuildButton, StatusTag } from './jobs.tsx';
import { NumberField } from './number-field.tsx';
import { type Reader, say } from './reader.ts';

type ScheduleProps = {
  edition: number;
  schedule: BuildSchedule;
  last: Build | undefined;
  problem: string | undefined;
  reader: Reader;
};

/** When builds begin by themselves, shown and changed. */
export function BuildScheduleView({ edition, schedule, last, problem, reader }: ScheduleProps) {
  const { words } = reader;
  return (
    <>
      <h1>{words.schedule.title}</h1>
      <p class="lead">{words.schedule.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      <form class="form" method="post" action="/builds/schedule">
        <input type="hidden" name="basedOn" value={String(edition)} />
        <NumberField
          name="everyDays"
          label={words.schedule.everyDays}
          value={schedule.everyDays}
          min={1}
          max={90}
          hint={words.schedule.everyDaysHint}
        />
        <NumberField name="hour" label={words.schedule.hour} value={schedule.hour} min={0} max={23} required />
        <label class="choice">
          <input type="checkbox" name="whenMoved" value="yes" checked={schedule.whenMoved} /> {words.schedule.whenMoved}
        </label>
        <p class="hint">{words.schedule.whenMovedHint}</p>
        <div>
          <button type="submit">{words.book.save}</button>
        </div>
      </form>
      {last && (
        <p>
          <a href={`/builds/${last.id}`}>{say(words.schedule.last, { day: reader.minute(last.createdAt) })}</a>{' '}
          <StatusTag status={last.status} reader={reader} />
        </p>
      )}
      <BuildButton reader={reader} second />
      <p class="small more">
        <a href="/v1/insights/builds/schedule">JSON</a>
      </p>
    </>
  );
}
