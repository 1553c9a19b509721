import type { AnalysisState } from '@soundings/contracts/analysis';
import { isUnderWay } from './jobs.tsx';
import { type Reader, say } from './reader.ts';

const MOST_REASONS = 5;
const MOST_COUNTED = 10_000;

/** How the analysis stands: what waits, what was given up and why, what was learnt and spent; and asking for it again. */
export function Analysis({ state, reader }: { state: AnalysisState; reader: Reader }) {
  const { words } = reader;
  const { analysis } = words;
  const { waiting, failed, failures, reanalysis, models, spending } = state;
  const counted = (n: number) => (n >= MOST_COUNTED ? say(analysis.orMore, { n: reader.number(n) }) : reader.number(n));
  const queued = reanalysis?.counts.queued ?? 0;
  const isAgain = reanalysis !== null && (isUnderWay(reanalysis) || (waiting > 0 && queued > 0));
  return (
    <details class="quiet" open={isAgain || failed > 0}>
      <summary>{analysis.title}</summary>
      <dl class="facts">
        <dt>{analysis.waiting}</dt>
        <dd>{counted(waiting)}</dd>
        <dt>{analysis.failed}</dt>
        <dd>{counted(failed)}</dd>
        {models.map(({ language, kept, reviews, before, after }) => (
          <>
            <dt>{analysis.learnt[language]}</dt>
            <dd>
              {before && after
                ? say(kept ? analysis.kept : analysis.notKept, {
                    n: reader.number(reviews),
                    before: reader.percent(before.accuracy),
                    after: reader.percent(after.accuracy),
                  })
                : say(analysis.tooFew, { n: reader.number(reviews) })}
            </dd>
          </>
        ))}
        {spending.slice(0, 1).map(({ month, units, budget }) => (
          <>
            <dt>{say(analysis.spent, { month })}</dt>
            <dd>{say(analysis.units, { units: reader.number(units), budget: reader.number(budget) })}</dd>
          </>
        ))}
      </dl>
      {failures.length > 0 && (
        <ul>
          {failures.slice(0, MOST_REASONS).map(({ reason, texts }) => (
            <li>
              <code>{reason}</code> {say(analysis.texts, { n: reader.number(texts) })}
            </li>
          ))}
        </ul>
      )}
      {isAgain && (
        <p class="note" role="status">
          {say(analysis.again, {
            done: reader.number(Math.max(0, queued - waiting)),
            n: reader.number(queued),
            seen: reader.number(reanalysis.counts.seen),
          })}
        </p>
      )}
      <div class="buttons">
        <form method="post" action="/feedback/analyses">
          <button type="submit" class="second">
            {analysis.startAll}
          </button>
        </form>
        {failed > 0 && (
          <form method="post" action="/feedback/analyses">
            <input type="hidden" name="only" value="failed" />
            <button type="submit" class="second">
              {analysis.startFailed}
            </button>
          </form>
        )}
      </div>
      <p class="small soft">{analysis.how}</p>
    </details>
  );
}
