import type { Import } from '@soundings/contracts/import';
import type { Product } from '@soundings/contracts/product';
import { amountsReason } from './amounts-field.tsx';
import { BuildButton, failureOf, ImportProgress, isUnderWay, StatusTag } from './jobs.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

type ReportProps = { job: Import; product: Product | undefined; reader: Reader };

/** One import: how far it is, what became of its rows, how far they can be trusted. */
export function ImportReport({ job, product, reader }: ReportProps) {
  const { words } = reader;
  return (
    <>
      <p class="trail">
        <a href="/imports">{words.places.imports}</a>
      </p>
      <h1>
        {words.imports.kinds[job.kind]}
        {product && ` · ${product.name}`}
      </h1>
      {job.fileName && <p class="lead">{job.fileName}</p>}
      {isUnderWay(job) ? (
        <div data-live aria-live="polite">
          <ImportProgress job={job} reader={reader} />
          {job.status === 'queued' && (
            <form method="post" action={`/imports/${job.id}/discard`}>
              <button type="submit" class="second">
                {words.imports.discard}
              </button>
            </form>
          )}
        </div>
      ) : (
        <p>
          <StatusTag status={job.status} reader={reader} /> {reader.minute(job.finishedAt ?? job.createdAt)}
        </p>
      )}
      {job.failure && <Failure job={job} reader={reader} />}
      {job.status === 'done' && (
        <>
          <ul class="tiles">
            {(['read', 'accepted', 'duplicates', 'rejected'] as const).map((name) => (
              <li class="tile">
                <b>{reader.number(job[name])}</b> {words.imports[name]}
              </li>
            ))}
          </ul>
          <div class="buttons">
            <BuildButton reader={reader} />
            <a class="button second" href="/imports">
              {words.imports.another}
            </a>
          </div>
        </>
      )}
      {job.problems.length > 0 && <Problems job={job} reader={reader} />}
      {job.kind === 'reviews' && job.options.timeZone && (
        <p class="hint">{say(words.imports.timesOn, { zone: job.options.timeZone })}</p>
      )}
      {job.quality && <Quality quality={job.quality} reader={reader} />}
    </>
  );
}

function Failure({ job, reader }: { job: Import; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <div class="note bad">
        <p>{failureOf(job, reader)}</p>
      </div>
      <form method="post" action={`/imports/${job.id}/again`}>
        <button type="submit">{words.imports.again}</button>
      </form>
    </>
  );
}

function Problems({ job, reader }: { job: Import; reader: Reader }) {
  const { words } = reader;
  const meaning: Readonly<Record<string, string>> = words.imports.reasons;
  return (
    <>
      <h2>{words.imports.problems}</h2>
      <Wide reader={reader} stays>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.imports.what}</th>
              <th scope="col" class="n">
                {words.imports.rows}
              </th>
              <th scope="col">{words.imports.lines}</th>
            </tr>
          </thead>
          <tbody>
            {job.problems.map(({ reason, message, count, lines }) => (
              <tr>
                <th scope="row">{meaning[reason] ?? message}</th>
                <td class="n">{reader.number(count)}</td>
                <td>
                  {lines
                    .slice(0, 8)
                    .map((line) => reader.number(line))
                    .join(' · ')}
                  {lines.length > 8 && ' …'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p class="more">
        <a href={`/v1/imports/${job.id}/problems.csv?lang=${reader.language}`}>{words.imports.takeProblems}</a>
      </p>
    </>
  );
}

const SCORES = ['completeness', 'validity', 'uniqueness', 'timeliness'] as const;
const GRADE_TONES = { A: 'good', B: 'good', C: 'warn', D: 'bad', E: 'bad' } as const;

function Quality({ quality, reader }: { quality: NonNullable<Import['quality']>; reader: Reader }) {
  const { words } = reader;
  const { reading, net } = quality;
  return (
    <>
      <h2>{words.imports.quality}</h2>
      <p>
        <span class={`tag ${GRADE_TONES[quality.grade]}`}>{say(words.imports.grade, { n: quality.grade })}</span>{' '}
        {say(words.imports.score, { n: reader.percent(quality.score) })}
      </p>
      <dl class="facts">
        {SCORES.map((name) => (
          <>
            <dt>{words.imports.scores[name]}</dt>
            <dd>{reader.percent(quality[name])}</dd>
          </>
        ))}
        <dt>{words.imports.customers}</dt>
        <dd>{reader.number(quality.customers)}</dd>
        <dt>{words.imports.orders}</dt>
        <dd>{reader.number(quality.orders)}</dd>
        <dt>{words.imports.refunds}</dt>
        <dd>
          {reader.number(quality.refunds)}
          {quality.unlinkedRefunds > 0 &&
            ` · ${say(words.imports.unlinked, { n: reader.number(quality.unlinkedRefunds) })}`}
        </dd>
        <dt>{words.imports.net}</dt>
        <dd>{net.map(({ amount, currency }) => reader.money(amount, currency)).join(' · ')}</dd>
        {quality.firstAt && quality.lastAt && (
          <>
            <dt>{words.imports.span}</dt>
            <dd>
              {reader.day(quality.firstAt)} – {reader.day(quality.lastAt)}
            </dd>
          </>
        )}
        <dt>{words.imports.reading}</dt>
        <dd>
          {words.imports.dateOrders[reading.dateOrder]}
          {!reading.dateOrderSettled && ` (${words.imports.guessed})`} · {reading.timeZone} ·{' '}
          {reading.currency === 'XXX' ? words.imports.noCurrency : reading.currency}
        </dd>
        {reading.amounts && (
          <>
            <dt>{words.imports.amountOf}</dt>
            <dd>
              {words.imports.amountsOf[reading.amounts.amountOf]} ({amountsReason(reading.amounts, reader)})
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
