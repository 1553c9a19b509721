import type { CampaignEffect } from '@soundings/contracts/customer-insights';
import { MOST_MEMBERS } from '../customer-lake.ts';
import { CustomerPlaces } from './customer-places.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

export type EffectForm = { audience: string; holdout: string; from: string; until: string };
export type EffectProblem = 'members' | 'days' | 'overlap';

type EffectProps = {
  form: EffectForm;
  effect?: CampaignEffect | undefined;
  problem?: EffectProblem | undefined;
  currency: string;
  reader: Reader;
};

/** What a campaign did: those whom it reached beside those who were held out. */
export function Effect({ form, effect, problem, currency, reader }: EffectProps) {
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
      {effect && <Result effect={effect} currency={currency} reader={reader} />}
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
          <div>
            <label for={name}>{text[name]}</label>
            <input type="date" id={name} name={name} value={form[name]} required />
          </div>
        ))}
        <div>
          <button type="submit">{text.compare}</button>
        </div>
      </form>
    </>
  );
}

function Result({ effect, currency, reader }: { effect: CampaignEffect; currency: string; reader: Reader }) {
  const text = reader.words.buying.effect;
  const { audience, holdout, repurchase, revenue, movedUp } = effect;
  const money = (value: number) => reader.money(value, currency);
  const rows = [
    {
      name: text.repurchase,
      reached: reader.percent(audience.bought / audience.n),
      held: reader.percent(holdout.bought / holdout.n),
      difference: `${reader.points(repurchase.difference)} (${reader.pointsRange(repurchase.low, repurchase.high)})`,
      of: repurchase,
    },
    {
      name: text.revenue,
      reached: money(audience.meanRevenue),
      held: money(holdout.meanRevenue),
      difference: `${money(revenue.difference)} (${money(revenue.low)} … ${money(revenue.high)})`,
      of: revenue,
    },
    ...(movedUp
      ? [
          {
            name: text.movedUp,
            reached: '',
            held: '',
            difference: `${reader.points(movedUp.difference)} (${reader.pointsRange(movedUp.low, movedUp.high)})`,
            of: movedUp,
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
            {rows.map(({ name, reached, held, difference, of }) => (
              <tr>
                <th scope="row">{name}</th>
                <td class="n">{reached}</td>
                <td class="n">{held}</td>
                <td class="n">{difference}</td>
                <td>{of.low > 0 || of.high < 0 ? text.shown : text.notShown}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p class="small soft">{text.caution}</p>
    </>
  );
}
