import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { SurveySummary } from '@soundings/contracts/survey-summary';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** How far respondents came, page by page, and how long each page took those who finished. */
export function SurveyProgress({
  definition,
  pages,
  reader,
}: {
  definition: SurveyDefinition;
  pages: SurveySummary['pages'];
  reader: Reader;
}) {
  const { progress, page: nth } = reader.words.surveys;
  const seconds = (value: number | null) =>
    value === null ? reader.words.units.none : say(progress.seconds, { n: reader.number(value, 1) });
  return (
    <section>
      <h3>{progress.title}</h3>
      <Wide reader={reader}>
        <table class="tight">
          <thead>
            <tr>
              <th scope="col">{progress.page}</th>
              {[progress.reached, progress.left, progress.median, progress.slow].map((heading) => (
                <th scope="col" class="n">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.map(({ page, reached, left, medianSeconds, p90Seconds }, i) => {
              const title = definition.pages.find(({ id }) => id === page)?.title;
              return (
                <tr>
                  <th scope="row">{title ? reader.text(title) : say(nth, { n: i + 1 })}</th>
                  <td class="n">{reader.number(reached)}</td>
                  <td class="n">
                    {reader.number(left)} {reached > 0 && `(${reader.percent(left / reached)})`}
                  </td>
                  <td class="n">{seconds(medianSeconds)}</td>
                  <td class="n">{seconds(p90Seconds)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
      <p class="small soft">{progress.about}</p>
    </section>
  );
}
