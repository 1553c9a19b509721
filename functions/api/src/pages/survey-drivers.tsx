import type { Survey } from '@soundings/contracts/survey';
import type { DriverContrast, SurveyDriver, SurveyDrivers } from '@soundings/contracts/survey-driver';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** Differences up to this corrected p are beyond chance. */
const ALPHA = 0.05;
const FIRST = 12;

type DriversProps = { drivers: readonly SurveyDrivers[]; survey: Survey; reader: Reader };

/** What goes with each score of the survey: themes of people's own words, choices, numeric answers. */
export function Drivers({ drivers, survey, reader }: DriversProps) {
  const { words } = reader;
  if (drivers.length === 0) return null;
  return (
    <>
      <h2 id="drivers">{words.drivers.title}</h2>
      <p class="soft">{words.drivers.lead}</p>
      {drivers.map((each) => (
        <Target drivers={each} survey={survey} reader={reader} />
      ))}
      <p class="small more">
        <a href={`/v1/surveys/${survey.id}/drivers`}>JSON</a>
      </p>
    </>
  );
}

function Target({ drivers, survey, reader }: { drivers: SurveyDrivers; survey: Survey; reader: Reader }) {
  const { words } = reader;
  const { targetId, respondents, mean, contrasts, tested, n, r2 } = drivers;
  const moving = contrasts.filter(({ q }) => q <= ALPHA);
  const others = contrasts.filter(({ q }) => q > ALPHA);
  const named = namesOf(survey, reader);
  const table = (rows: readonly DriverContrast[]) => <Contrasts rows={rows} named={named} reader={reader} />;
  return (
    <section>
      <h3>{named.question(targetId)}</h3>
      <p>
        {say(words.drivers.basis, {
          n: reader.number(respondents),
          mean: mean === null ? '–' : reader.number(mean, 2),
        })}{' '}
        {tested === 0
          ? words.drivers.tooFew
          : say(words.drivers.found, { n: reader.number(moving.length), tested: reader.number(tested) })}
      </p>
      {moving.length > 0 && table(moving.slice(0, FIRST))}
      {moving.length > FIRST && (
        <details class="quiet">
          <summary>{say(words.drivers.more, { n: reader.number(moving.length - FIRST) })}</summary>
          {table(moving.slice(FIRST))}
        </details>
      )}
      {others.length > 0 && (
        <details class="quiet">
          <summary>{say(words.drivers.unsure, { n: reader.number(others.length) })}</summary>
          {table(others)}
        </details>
      )}
      {r2 !== null && drivers.drivers.length > 0 && (
        <>
          <h4>{words.drivers.numbers}</h4>
          <p class="small soft">{say(words.drivers.explained, { r2: reader.percent(r2), n: reader.number(n) })}</p>
          <Parts parts={drivers.drivers} named={named} reader={reader} />
        </>
      )}
    </section>
  );
}

type Names = ReturnType<typeof namesOf>;
type ContrastsProps = { rows: readonly DriverContrast[]; named: Names; reader: Reader };

function Contrasts({ rows, named, reader }: ContrastsProps) {
  const { words, language } = reader;
  const group = ({ n, mean }: DriverContrast['with']) =>
    say(words.drivers.group, { mean: reader.number(mean, 2), n: reader.number(n) });
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.drivers.what}</th>
            <th scope="col" class="n">
              {words.drivers.moves}
            </th>
            <th scope="col" class="n">
              {words.drivers.with}
            </th>
            <th scope="col" class="n">
              {words.drivers.without}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {row.by === 'answer' ? (
                  <>
                    <span class="soft small">{named.question(row.questionId)}</span> {named.choice(row)}
                  </>
                ) : (
                  <>
                    <span class="soft small">{words.drivers.by[row.by]}</span> {row.names[language]}
                  </>
                )}
              </th>
              <td class="n">
                <strong>{reader.signed(row.difference, 2)}</strong>{' '}
                <span class="soft small">
                  ({reader.signed(row.low, 2)} … {reader.signed(row.high, 2)})
                </span>
              </td>
              <td class="n">{group(row.with)}</td>
              <td class="n">{group(row.without)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function Parts({ parts, named, reader }: { parts: readonly SurveyDriver[]; named: Names; reader: Reader }) {
  const { words } = reader;
  return (
    <Wide reader={reader}>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">{words.drivers.what}</th>
            <th scope="col" class="n">
              {words.drivers.part}
            </th>
            <th scope="col" class="n">
              {words.drivers.correlation}
            </th>
          </tr>
        </thead>
        <tbody>
          {parts.map(({ questionId, part, low, high, correlation }) => (
            <tr>
              <th scope="row">{named.question(questionId)}</th>
              <td class="n">
                {reader.percent(part)} <span class="soft small">({reader.percents(low, high)})</span>
              </td>
              <td class="n">{reader.signed(correlation, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** What the survey calls its questions and choices; what it no longer asks keeps its code. */
function namesOf({ definition }: Survey, reader: Reader) {
  const questions = new Map(definition.pages.flatMap((page) => page.questions).map((each) => [each.id, each]));
  const parts = (id: string) => {
    const [name = '', row] = id.split('.');
    return { asked: questions.get(name), row };
  };
  return {
    question(id: string): string {
      const { asked, row } = parts(id);
      if (!asked) return id;
      const label = asked.type === 'matrix' ? asked.rows.find(({ value }) => value === row)?.label : undefined;
      return [reader.text(asked.title), row !== undefined && reader.text(label)].filter(Boolean).join(' · ');
    },
    choice({ questionId, value }: { questionId: string; value: string }): string {
      const { asked } = parts(questionId);
      const choices = asked && 'choices' in asked ? asked.choices : asked?.type === 'matrix' ? asked.columns : [];
      const label = choices.find((each) => each.value === value)?.label;
      if (label) return reader.text(label);
      return value === 'other' ? reader.words.drivers.other : value;
    },
  };
}
