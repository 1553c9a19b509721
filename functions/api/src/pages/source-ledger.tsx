import type { Run } from '@soundings/contracts/run';
import type { Reader } from './reader.ts';
import { Wide } from './wide.tsx';

const TONES: Record<Run['status'], string> = {
  running: 'info',
  ok: 'good',
  partial: 'warn',
  blocked: 'bad',
  drift: 'warn',
  failed: 'bad',
};

export function RunTag({ status, reader }: { status: Run['status']; reader: Reader }) {
  return <span class={`tag ${TONES[status]}`}>{reader.words.reviewSources.runs[status]}</span>;
}

/** The counts of a run that are numbers, in the order in which a page becomes reviews. */
const COUNTS = ['requests', 'unchanged', 'bytes', 'pages', 'seen', 'new', 'revised'] as const;

/** What each run did: every count, and what was left out and why. */
export function Ledger({ runs, reader }: { runs: readonly Run[]; reader: Reader }) {
  const { words } = reader;
  const { ledger } = words.reviewSources;
  return (
    <Wide reader={reader}>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">{ledger.startedAt}</th>
            <th scope="col">{ledger.outcome}</th>
            {COUNTS.map((count) => (
              <th scope="col" class="n">
                {ledger[count]}
              </th>
            ))}
            <th scope="col">{ledger.rejected}</th>
            <th scope="col">robots.txt</th>
            <th scope="col">{ledger.cursors}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr id={run.id}>
              <th scope="row" class="when">
                {reader.minute(run.startedAt)}
              </th>
              <td>
                <RunTag status={run.status} reader={reader} />
                {run.reason && <p class="small reason">{run.reason[reader.language]}</p>}
              </td>
              {COUNTS.map((count) => (
                <td class="n">{count === 'bytes' ? kilobytes(run.bytes, reader) : reader.number(run[count])}</td>
              ))}
              <td>{rejectsOf(run, reader)}</td>
              <td>{run.robots ? words.reviewSources.robots[run.robots] : words.units.none}</td>
              <td class="when">{cursorsOf(run, reader)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function kilobytes(bytes: number, reader: Reader): string {
  return `${reader.number(bytes / 1000, bytes < 10_000 ? 1 : 0)} KB`;
}

function rejectsOf({ rejected }: Run, reader: Reader): string {
  const known: Readonly<Record<string, string>> = reader.words.reviewSources.rejects;
  const said = Object.entries(rejected).map(([reason, n]) => `${known[reason] ?? reason} ${reader.number(n)}`);
  return said.join(reader.words.frame.comma) || reader.words.units.none;
}

/** Up to when it is complete; by its parts where there are several. */
function cursorsOf({ cursors }: Run, reader: Reader): string {
  const known = Object.entries(cursors).map(([partition, time]) =>
    [partition, time ? reader.day(time) : reader.words.units.none].filter(Boolean).join(' '),
  );
  return known.slice(0, 4).join(reader.words.frame.comma) + (known.length > 4 ? ' …' : '') || reader.words.units.none;
}
