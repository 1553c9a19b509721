import type { Customer } from '@soundings/contracts/customer';
import type { CustomerProfile } from '@soundings/contracts/customer-insights';
import type { Survey } from '@soundings/contracts/survey';
import { rhythmOf } from '@soundings/customers/churn-warnings';
import { ScoreLine } from './charts/score-line.tsx';
import { CustomerPlaces } from './customer-places.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

type ProfileProps = {
  customerId: string;
  profile: CustomerProfile;
  /** How far the forecasts reach. */
  horizonDays: number;
  mayErase: boolean;
  /** Those that the customer answered. */
  surveys: readonly Survey[];
  reader: Reader;
};

/** One customer: what they bought, how their scores went, what to expect of them, what they said. */
export function Profile({ customerId, profile, horizonDays, mayErase, surveys, reader }: ProfileProps) {
  const { words, language } = reader;
  const text = words.buying.profile;
  const { customer, warning, scores } = profile;
  return (
    <>
      <CustomerPlaces reader={reader} />
      <h1>{customerId}</h1>
      {customer ? (
        <p class="lead">
          {say(text.lead, {
            segment: words.segments[customer.segment],
            orders: reader.number(customer.frequency),
            revenue: reader.money(customer.monetary, customer.currency),
            days: reader.number(customer.recencyDays),
            day: reader.day(customer.snapshot),
          })}
        </p>
      ) : (
        <p class="lead">{text.noOrder}</p>
      )}
      {warning && <p class="note warn sentence">{warning[language]}</p>}
      {customer && <Expected customer={customer} horizonDays={horizonDays} reader={reader} />}
      {scores.length > 0 && <Scores profile={profile} reader={reader} />}
      {profile.purchases.length > 0 && <Purchases profile={profile} reader={reader} />}
      {profile.answers.length > 0 && <Answers answers={profile.answers} surveys={surveys} reader={reader} />}
      <p class="small more">
        <a href={`/v1/customers/${encodeURIComponent(customerId)}`}>JSON</a>
        {mayErase && (
          <>
            {' · '}
            <a href={`/settings/erasures?customerId=${encodeURIComponent(customerId)}`}>{text.erase}</a>
          </>
        )}
      </p>
    </>
  );
}

type ExpectedProps = { customer: Customer; horizonDays: number; reader: Reader };

function Expected({ customer, horizonDays, reader }: ExpectedProps) {
  const text = reader.words.buying.profile;
  const { clv, clvLow, clvHigh, expectedPurchases, pNone, pAlive, currency } = customer;
  const rhythm = rhythmOf(customer);
  const money = (value: number) => reader.money(value, currency);
  const value =
    clv === null
      ? null
      : clvLow === null || clvHigh === null
        ? money(clv)
        : clvHigh === 0
          ? say(text.valueNone, { value: money(clv) })
          : say(text.valueRange, { value: money(clv), low: money(clvLow), high: money(clvHigh) });
  const facts = [
    [text.value, value],
    [text.expected, expectedPurchases === null ? null : reader.number(expectedPurchases, 2)],
    [text.none, pNone === null ? null : reader.percent(pNone)],
    [text.alive, pAlive === null ? null : reader.percent(pAlive)],
    [text.rhythm, rhythm && say(text.intervals, { days: reader.quantity(rhythm.days, 'days'), n: rhythm.intervals })],
  ] as const;
  return (
    <>
      <h2>{say(text.expects, { days: reader.number(horizonDays) })}</h2>
      <dl class="facts">
        {facts.map(
          ([name, said]) =>
            said !== null && (
              <>
                <dt>{name}</dt>
                <dd>{said}</dd>
              </>
            ),
        )}
      </dl>
    </>
  );
}

function Scores({ profile: { scores, customer }, reader }: { profile: CustomerProfile; reader: Reader }) {
  const { words } = reader;
  const text = words.buying.profile;
  const names: Readonly<Record<string, string>> = words.segments;
  return (
    <>
      <h2>{text.scores}</h2>
      {scores.length > 1 && (
        <ScoreLine points={scores.map(({ day, r, f, m }) => ({ day, sum: r + f + m }))} reader={reader} />
      )}
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.day}</th>
              <th scope="col">{words.customers.segment}</th>
              <th scope="col" class="n">
                R F M
              </th>
              <th scope="col" class="n">
                {text.orders}
              </th>
              <th scope="col" class="n">
                {text.money}
              </th>
            </tr>
          </thead>
          <tbody>
            {scores.toReversed().map(({ day, segment, r, f, m, frequency, monetary }) => (
              <tr>
                <th scope="row">{reader.day(day)}</th>
                <td>{names[segment] ?? segment}</td>
                <td class="n">
                  {r} {f} {m}
                </td>
                <td class="n">{reader.number(frequency)}</td>
                <td class="n">{reader.money(monetary, customer?.currency ?? 'XXX')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Purchases({ profile: { purchases, purchaseCount }, reader }: { profile: CustomerProfile; reader: Reader }) {
  const text = reader.words.buying.profile;
  return (
    <>
      <h2>{text.purchases}</h2>
      <p>{say(text.latest, { n: reader.number(purchases.length), of: reader.number(purchaseCount) })}</p>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.when}</th>
              <th scope="col">{text.order}</th>
              <th scope="col">{text.what}</th>
              <th scope="col" class="n">
                {text.amount}
              </th>
            </tr>
          </thead>
          <tbody>
            {purchases.map(({ at, orderId, kind, product, category, quantity, amount, currency }) => (
              <tr>
                <td class="when">{reader.day(at)}</td>
                <td>{orderId}</td>
                <td>
                  {kind === 'refund' && <span class="tag warn">{text.refund}</span>} {product ?? category ?? ''}
                  {quantity !== null && quantity !== 1 && ` × ${reader.number(quantity, 2)}`}
                </td>
                <td class="n">{reader.money(amount, currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

type AnswersProps = { answers: CustomerProfile['answers']; surveys: readonly Survey[]; reader: Reader };

function Answers({ answers, surveys, reader }: AnswersProps) {
  const text = reader.words.buying.profile;
  return (
    <>
      <h2>{text.answers}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.when}</th>
              <th scope="col">{text.question}</th>
              <th scope="col">{text.answer}</th>
            </tr>
          </thead>
          <tbody>
            {answers.map((answer) => {
              const { question, said } = answerInWords(answer, surveys, reader);
              return (
                <tr>
                  <td class="when">{reader.day(answer.answeredAt)}</td>
                  <td>
                    <a href={`/surveys/${answer.surveyId}`}>{question}</a>
                  </td>
                  <td>{said}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** The question and the answer as the survey words them now; their codes where it does not have them any more. */
function answerInWords(
  { surveyId, questionId, value }: CustomerProfile['answers'][number],
  surveys: readonly Survey[],
  reader: Reader,
) {
  // A matrix is answered row by row: `question.row`.
  const [id, row] = questionId.split('.');
  const pages = surveys.find((survey) => survey.id === surveyId)?.definition.pages ?? [];
  const question = pages.flatMap(({ questions }) => questions).find((each) => each.id === id);
  if (!question) return { question: questionId, said: value ?? '' };
  const choices = 'choices' in question ? question.choices : 'columns' in question ? question.columns : [];
  const title = reader.text(question.title);
  const asked = 'rows' in question ? reader.text(question.rows.find((each) => each.value === row)?.label) : '';
  return {
    question: asked ? `${title} – ${asked}` : title,
    said: reader.text(choices.find((each) => each.value === value)?.label) || (value ?? ''),
  };
}
