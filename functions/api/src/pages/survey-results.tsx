import type { Survey } from '@soundings/contracts/survey';
import type { AnalysisResult, QuestionSummary, SurveySummary } from '@soundings/contracts/survey-summary';
import { PriceCurves } from './charts/price-curves.tsx';
import { ShareBar } from './charts/share-bar.tsx';
import { type Reader, say } from './reader.ts';
import { SurveyProgress } from './survey-progress.tsx';
import { Wide } from './wide.tsx';

type SurveyResultsProps = { survey: Survey; results: SurveySummary; reader: Reader };

/** What was answered, question by question, with 95 % intervals. */
export function SurveyResults({ survey, results, reader }: SurveyResultsProps) {
  const { words } = reader;
  return (
    <>
      <h2>{words.surveys.results}</h2>
      <ul class="tiles">
        <li class="tile">
          <b>{reader.number(results.responses)}</b> {words.surveys.received}
        </li>
        <li class="tile">
          <b>{reader.number(results.suspect)}</b> {words.surveys.suspect}
        </li>
      </ul>
      {results.analyses.map((analysis) => (
        <Analysis analysis={analysis} reader={reader} />
      ))}
      <div class="columns">
        {results.questions.map((question) => (
          <Question question={question} reader={reader} />
        ))}
      </div>
      <SurveyProgress definition={survey.definition} pages={results.pages} reader={reader} />
      <p class="small more">
        <a href={`/v1/surveys/${survey.id}/summary?lang=${reader.language}`}>JSON</a>
      </p>
    </>
  );
}

function Question({ question, reader }: { question: QuestionSummary; reader: Reader }) {
  const { words } = reader;
  const { title, answered, shown, medianSeconds, choices, rows, ranks, numbers, nps, topBox } = question;
  return (
    <section>
      <h3>{title}</h3>
      <p class="small soft">
        {say(words.surveys.answered, { n: reader.number(answered), of: reader.number(shown) })}
        {numbers && answered > 0 && (
          <>
            {' '}
            {say(words.surveys.numbers, {
              mean: reader.number(numbers.mean, 2),
              median: reader.number(numbers.median, 2),
              min: reader.number(numbers.min, 2),
              max: reader.number(numbers.max, 2),
            })}
          </>
        )}
        {medianSeconds !== null && ` ${say(words.surveys.took, { n: reader.number(medianSeconds, 1) })}`}
      </p>
      {nps && answered > 0 && (
        <p>
          <strong>NPS {reader.number(nps.score)}</strong>{' '}
          <span class="soft">
            ({reader.number(nps.low)} … {reader.number(nps.high)}) ·{' '}
            {say(words.surveys.nps, {
              promoters: reader.number(nps.promoters),
              passives: reader.number(nps.passives),
              detractors: reader.number(nps.detractors),
            })}
          </span>
        </p>
      )}
      {topBox && topBox.of > 0 && <Bars bars={[{ label: words.surveys.topBox, share: topBox }]} reader={reader} />}
      {choices && answered > 0 && (
        <Bars bars={choices.map(({ label, answers }) => ({ label, share: answers }))} reader={reader} />
      )}
      {ranks && <Bars bars={ranks.map(({ label, first }) => ({ label, share: first }))} reader={reader} />}
      {numbers?.counts && answered > 0 && <Counts counts={numbers.counts} answered={answered} reader={reader} />}
      {rows?.map(({ label, columns }) => (
        <>
          <h4>{label}</h4>
          <Bars bars={columns.map((column) => ({ label: column.label, share: column.answers }))} reader={reader} />
        </>
      ))}
    </section>
  );
}

type Bar = { label: string; share: { share: number; low: number; high: number } };

function Bars({ bars, reader }: { bars: Bar[]; reader: Reader }) {
  const max = Math.max(0, ...bars.map(({ share }) => share.high));
  return (
    <Wide reader={reader}>
      <table class="tight">
        <tbody>
          {bars.map(({ label, share }) => (
            <tr>
              <th scope="row">{label}</th>
              <td>
                <ShareBar of={share} max={max} reader={reader} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

const [COLUMN, HEIGHT] = [34, 90];

/** How often each number was given, as columns under their counts. */
function Counts({ counts, answered, reader }: { counts: Record<string, number>; answered: number; reader: Reader }) {
  const given = Object.entries(counts).sort(([a], [b]) => Number(a) - Number(b));
  const most = Math.max(1, ...given.map(([, count]) => count));
  const text = given.map(([value, count]) => `${value}: ${reader.number(count)}`).join(reader.words.frame.comma);
  return (
    <svg
      class="chart counts"
      width={given.length * COLUMN}
      viewBox={`0 0 ${given.length * COLUMN} ${HEIGHT + 34}`}
      role="img"
      aria-label={say(reader.words.surveys.counts, { n: reader.number(answered), counts: text })}
    >
      {given.map(([value, count], i) => {
        const height = (HEIGHT * count) / most;
        const middle = i * COLUMN + COLUMN / 2;
        return (
          <g>
            <rect class="fill" x={i * COLUMN + 3} y={16 + HEIGHT - height} width={COLUMN - 6} height={height} />
            <text x={middle} y={12 + HEIGHT - height} text-anchor="middle">
              {reader.number(count)}
            </text>
            <text class="label" x={middle} y={HEIGHT + 31} text-anchor="middle">
              {value}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function Analysis({ analysis, reader }: { analysis: AnalysisResult; reader: Reader }) {
  const { words } = reader;
  switch (analysis.kind) {
    case 'pmf':
      return <Bars bars={[{ label: words.analyses.pmf, share: analysis.veryDisappointed }]} reader={reader} />;
    case 'top-box':
      return <Bars bars={[{ label: words.analyses.topBox, share: analysis.top }]} reader={reader} />;
    case 'van-westendorp':
      return (
        <>
          <PriceCurves of={analysis} reader={reader} />
          <dl class="facts">
            {(['marginalCheapness', 'optimal', 'indifference', 'marginalExpensiveness'] as const).map((name) => (
              <>
                <dt>{words.analyses[name]}</dt>
                <dd>{analysis[name] === null ? words.units.none : reader.money(analysis[name], analysis.currency)}</dd>
              </>
            ))}
          </dl>
        </>
      );
    case 'kano':
      return (
        <Wide reader={reader}>
          <table class="tight">
            <tbody>
              {analysis.features.map(({ label, category, clear, respondents }) => (
                <tr>
                  <th scope="row">{label}</th>
                  <td>
                    {category && words.kano[category]} {!clear && <span class="soft">{words.analyses.unclear}</span>}
                  </td>
                  <td class="n">n = {reader.number(respondents)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      );
  }
}
