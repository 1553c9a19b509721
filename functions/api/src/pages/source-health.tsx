import type { Source } from '@soundings/contracts/source';
import type { Reader } from './reader.ts';

type Health = 'stopped' | 'paused' | 'alerted' | 'running' | 'waiting' | 'well';
const TONES: Record<Health, string> = {
  stopped: 'bad',
  paused: '',
  alerted: 'warn',
  running: 'info',
  waiting: 'info',
  well: 'good',
};

/** How a source is, in a word: what needs somebody comes before what goes by itself. */
export function healthOf({ status, alerts, lastRun }: Source): Health {
  if (status !== 'active') return status;
  if (alerts.length > 0) return 'alerted';
  if (lastRun?.status === 'running') return 'running';
  return lastRun ? 'well' : 'waiting';
}

export function HealthTag({ source, reader }: { source: Source; reader: Reader }) {
  const health = healthOf(source);
  return <span class={`tag ${TONES[health]}`}>{reader.words.reviewSources.health[health]}</span>;
}

/** What stands against a source, and since when. */
export function SourceAlerts({ source, reader }: { source: Source; reader: Reader }) {
  const { words, language } = reader;
  return (
    <ul class="reasons">
      {source.stoppedBecause && <li>{source.stoppedBecause[language]}</li>}
      {source.alerts
        .filter(({ message }) => message.en !== source.stoppedBecause?.en)
        .map(({ kind, message, since }) => (
          <li>
            <strong>{words.reviewSources.alerts[kind]}</strong> · {message[language]}{' '}
            <span class="soft">
              {words.reviewSources.since} {reader.minute(since)}
            </span>
          </li>
        ))}
    </ul>
  );
}

/** The sources that somebody must look at, where the team begins its day. */
export function SourcesToSee({ sources, reader }: { sources: readonly Source[]; reader: Reader }) {
  const { words } = reader;
  const troubled = sources.filter((source) => ['stopped', 'alerted'].includes(healthOf(source)));
  if (troubled.length === 0) return null;
  return (
    <div class="note warn">
      <p>
        <strong>{words.reviewSources.toSee}</strong>
      </p>
      {troubled.slice(0, 5).map((source) => (
        <>
          <p>
            <a href={`/sources/${source.id}`}>{source.name}</a> <HealthTag source={source} reader={reader} />
          </p>
          <SourceAlerts source={source} reader={reader} />
        </>
      ))}
      {troubled.length > 5 && (
        <p>
          <a href="/sources">{words.places.sources}</a>
        </p>
      )}
    </div>
  );
}
