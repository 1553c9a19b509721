import type { CampaignEffect } from '@soundings/contracts/customer-insights';
import { MOST_MEMBERS } from '../customer-lake.ts';
import { CustomerPlaces } from './customer-places.tsx';
import { DayField } from './day-field.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

type Difference = CampaignEffect['repurchase'];

export type EffectForm = { audience: string; holdout: string; from: string; until: string };
export type EffectProblem = 'members' | 'days' | 'overlap';

type EffectProps = {
  form: EffectForm;
  effect?: CampaignEffect | undefined;
  problem?: EffectProblem | undefined;
  reader: Reader;
};

/** What a campaign did: those whom it reached beside those who were held out. */
export function Effect({ form, effect, problem, reader }: EffectProps) {
  const { words } = reader;
  const text = words.buying.effect;
  return (
    <>
      <CustomerPlaces here="effect" reader={reader} />
      <h1>{words.buying.pages.effect}</h1>
      <p class="lead">{text.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {say(text[problem], { n: reader.number(MOST_MEMBERS) })}
        </p>
      )}
      {effect && <Result effect={effect} reader={reader} />}
      <form class="form" method="post" action="/customers/effect">
        {(['audience', 'holdout'] as const).map((name) => (
          <div>
            <label for={name}>{text[name]}</label>
            <textarea id={name} name={name} rows={6} required spellcheck={false}>
              {form[name]}
            </textarea>
          </div>
        ))}
        {(['from', 'until'] as const).map((name) => (
          <DayField name={name} label={text[name]} value={form[name]} required />
        ))}
        <div>
          <button type="submit">{text.compare}</button>
        </div>
      </form>
    </>
  );
}

/** Of fewer in a list an interval is as good as none. */
const FEW = 30;

function Result({ effect, reader }: { effect: CampaignEffect; reader: Reader }) {
  const text = reader.words.buying.effect;
  const { audience, holdout, currency, repurchase, revenue, movedUp } = effect;
  const money = (value: number) => reader.money(value, currency);
  const part = (people: number, of: number) =>
    say(text.part, { share: reader.percent(people / of), people: reader.number(people), of: reader.number(of) });
  const points = ({ difference, low, high }: Difference) =>
    `${reader.points(difference)} (${reader.pointsRange(low, high)})`;
  const few = Math.min(audience.n, holdout.n) < FEW;
  const verdict = ({ low, high }: Difference) => (few ? text.few : low > 0 || high < 0 ? text.shown : text.notShown);
  const rows = [
    {
      name: text.repurchase,
      reached: part(audience.bought, audience.n),
      held: part(holdout.bought, holdout.n),
      difference: points(repurchase),
      verdict: verdict(repurchase),
    },
    {
      name: text.revenue,
      reached: money(audience.meanRevenue),
      held: money(holdout.meanRevenue),
      difference: revenue && `${money(revenue.difference)} (${money(revenue.low)} … ${money(revenue.high)})`,
      verdict: revenue ? verdict(revenue) : text.alike,
    },
    ...(movedUp
      ? [
          {
            name: text.movedUp,
            reached: part(movedUp.audience.people, movedUp.audience.of),
            held: part(movedUp.holdout.people, movedUp.holdout.of),
            difference: points(movedUp),
            verdict: verdict(movedUp),
          },
        ]
      : []),
  ];
  return (
    <>
      <h2>{text.result}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.measure}</th>
              <th scope="col" class="n">
                {say(text.reached, { n: reader.number(audience.n) })}
              </th>
              <th scope="col" class="n">
                {say(text.held, { n: reader.number(holdout.n) })}
              </th>
              <th scope="col" class="n">
                {text.difference}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, reached, held, difference, verdict }) => (
              <tr>
                <th scope="row">{name}</th>
                <td class="n">{reached}</td>
                <td class="n">{held}</td>
                <td class="n">{difference}</td>
                <td>{verdict}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p class="small soft">{text.caution}</p>
    </>
  );
}
