import type { Product } from '@soundings/contracts/product';
import type { ConnectorDescription } from '@soundings/contracts/review';
import type { Run } from '@soundings/contracts/run';
import type { Source } from '@soundings/contracts/source';
import { type Reader, say } from './reader.ts';
import { configEntries, configLabel, SourceFields } from './source-fields.tsx';
import { intervalOf, ScheduleFields } from './source-form.tsx';
import { HealthTag, healthOf, SourceAlerts } from './source-health.tsx';
import { Ledger, RunTag } from './source-ledger.tsx';

export type ViewProps = {
  source: Source;
  product: Product | undefined;
  /** Undefined for one that there is not any more. */
  connector: ConnectorDescription | undefined;
  runs: Run[];
  /** The address of older runs, if there are any. */
  older: string | undefined;
  problem: string | undefined;
  wrong: readonly string[];
  reader: Reader;
};

/** Whether a run is under way or about to begin. */
export function isAtWork({ status, lastRun, nextRunAt }: Source): boolean {
  if (status !== 'active') return false;
  return lastRun?.status === 'running' || (nextRunAt !== null && Date.parse(nextRunAt) <= Date.now());
}

/** One source: how it is, what is decided about it, and everything that its runs did. */
export function SourceView(props: ViewProps) {
  const { source, product, runs, older, problem, reader } = props;
  const { words } = reader;
  const health = healthOf(source);
  return (
    <>
      <p class="trail">
        <a href="/sources">{words.places.sources}</a>
      </p>
      <h1>{source.name}</h1>
      <p>
        <HealthTag source={source} reader={reader} /> <span class="soft">{product?.name}</span>
      </p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      {(health === 'stopped' || health === 'alerted') && (
        <div class={`note ${health === 'stopped' ? 'bad' : 'warn'}`}>
          <p>
            <strong>{words.reviewSources[health === 'stopped' ? 'whyStopped' : 'whyAlerted']}</strong>
          </p>
          <SourceAlerts source={source} reader={reader} />
          {health === 'stopped' && <p>{words.reviewSources.resumeHint}</p>}
        </div>
      )}
      <Actions source={source} reader={reader} />
      <div data-live aria-live="polite">
        <Facts {...props} />
        <h2 id="ledger">{words.reviewSources.ledger.title}</h2>
        {runs.length === 0 ? (
          <p class="soft">{words.reviewSources.ledger.none}</p>
        ) : (
          <Ledger runs={runs} reader={reader} />
        )}
        {older && (
          <p>
            <a href={older}>{words.reviewSources.ledger.older}</a>
          </p>
        )}
      </div>
      <Settings {...props} />
    </>
  );
}

function Actions({ source, reader }: { source: Source; reader: Reader }) {
  const { words } = reader;
  const isActive = source.status === 'active';
  const act = (what: string, label: string, second: boolean) => (
    <form method="post" action={`/sources/${source.id}/${what}`}>
      <button type="submit" class={second ? 'second' : ''}>
        {label}
      </button>
    </form>
  );
  return (
    <div class="buttons">
      {isActive && !isAtWork(source) && act('run', words.reviewSources.runNow, false)}
      {isActive ? act('pause', words.reviewSources.pause, true) : act('resume', words.reviewSources.resume, false)}
      <a href={`/feedback?sourceId=${source.id}`}>{words.reviewSources.read}</a>
    </div>
  );
}

function Facts({ source, connector, reader }: ViewProps) {
  const { words } = reader;
  const { facts } = words.reviewSources;
  return (
    <dl class="facts">
      <dt>{facts.kind}</dt>
      <dd>
        {connector ? reader.text(connector.name) : source.connector}
        {connector && <span class="soft"> · {words.reviewSources.access[connector.access]}</span>}
      </dd>
      {configEntries(source.config).map(({ path, text }) => (
        <>
          <dt>{configLabel(path, reader)}</dt>
          <dd>{text}</dd>
        </>
      ))}
      <dt>{words.reviewSources.every}</dt>
      <dd>{intervalOf(source.everyMinutes, reader)}</dd>
      <dt>{facts.next}</dt>
      <dd>{nextOf(source, reader)}</dd>
      <dt>{facts.last}</dt>
      <dd>
        {source.lastRun ? <RunTag status={source.lastRun.status} reader={reader} /> : words.reviewSources.neverRan}{' '}
        {source.lastRun?.finishedAt && reader.minute(source.lastRun.finishedAt)}
      </dd>
    </dl>
  );
}

/** When a source runs next, or why it does not. */
export function nextOf(source: Source, reader: Reader): string {
  const { health, now } = reader.words.reviewSources;
  if (source.status !== 'active') return health[source.status];
  if (isAtWork(source)) return now;
  return source.nextRunAt ? reader.minute(source.nextRunAt) : reader.words.units.none;
}

function Settings({ source, connector, wrong, problem, reader }: ViewProps) {
  const { words } = reader;
  return (
    <>
      <h2 id="settings">{words.reviewSources.settings}</h2>
      <form class="form" method="post" action={`/sources/${source.id}/settings`}>
        <ScheduleFields draft={source} minimum={connector?.minimumMinutes ?? 1} reader={reader} />
        {connector && (
          <details open={problem !== undefined}>
            <summary>{words.reviewSources.where}</summary>
            <p class="hint">{words.reviewSources.whereHint}</p>
            <div class="form">
              <SourceFields connector={connector} config={source.config} wrong={wrong} reader={reader} />
            </div>
          </details>
        )}
        <div>
          <button type="submit">{words.reviewSources.keep}</button>
        </div>
      </form>
      <details class="quiet">
        <summary>{words.reviewSources.remove}</summary>
        <p>{say(words.reviewSources.removeHint, { name: source.name })}</p>
        <form method="post" action={`/sources/${source.id}/remove`}>
          <button type="submit" class="second">
            {words.reviewSources.removeNow}
          </button>
        </form>
      </details>
    </>
  );
}
