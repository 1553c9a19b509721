import type { Build } from '@soundings/contracts/build';
import type { Import } from '@soundings/contracts/import';
import { type Reader, say } from './reader.ts';

type Status = Build['status'];
const TONES: Record<Status, string> = { queued: 'info', running: 'info', done: 'good', failed: 'bad' };

export function StatusTag({ status, reader }: { status: Status; reader: Reader }) {
  return <span class={`tag ${TONES[status]}`}>{reader.words.status[status]}</span>;
}

/** Whether there is something to wait for. */
export function isUnderWay({ status }: { status: Status }): boolean {
  return status === 'queued' || status === 'running';
}

/** Why it failed, in the reader's language where its message has it; null where it did not fail. */
export function failureOf(
  { message, failure }: Pick<Build, 'message' | 'failure'>,
  { language }: Reader,
): string | null {
  return message?.[language] ?? failure;
}

export function BuildProgress({ build, reader }: { build: Build; reader: Reader }) {
  const { words } = reader;
  const step = build.step ? words.builds.steps[build.step] : words.status[build.status];
  return (
    <div class="note">
      <p id="progress-label">
        <strong>{words.builds.underWay}</strong> {step} · {reader.percent(build.progress)}{' '}
        {build.attempts > 1 && say(words.builds.attempts, { n: build.attempts })}
      </p>
      <progress max="1" value={build.progress} aria-labelledby="progress-label" />
      <NoScriptRefresh reader={reader} />
    </div>
  );
}

export function ImportProgress({ job, reader }: { job: Import; reader: Reader }) {
  const { words } = reader;
  const part = job.size ? job.processed / job.size : 0;
  return (
    <div class="note">
      <p id={`progress-${job.id}`}>
        <strong>{words.imports.underWay}</strong> {say(words.imports.rowsRead, { n: reader.number(job.read) })} ·{' '}
        {reader.percent(part)} {job.attempts > 1 && say(words.builds.attempts, { n: job.attempts })}
        {part === 1 && job.kind !== 'reviews' && words.imports.comparing}
      </p>
      <progress max="1" value={part} aria-labelledby={`progress-${job.id}`} />
      <NoScriptRefresh reader={reader} />
    </div>
  );
}

function NoScriptRefresh({ reader }: { reader: Reader }) {
  return (
    <noscript>
      <p class="small soft">{reader.words.frame.refreshes}</p>
    </noscript>
  );
}

/** The button that makes insights of what is known now. */
export function BuildButton({ reader, second = false }: { reader: Reader; second?: boolean }) {
  return (
    <form method="post" action="/builds">
      <button type="submit" class={second ? 'second' : ''}>
        {reader.words.builds.start}
      </button>
    </form>
  );
}
