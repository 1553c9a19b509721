import type { Persona, PersonaMean, PersonaMedian, PersonaShare } from '@soundings/contracts/persona';
import { ShareBar } from './charts/share-bar.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

type Measure = { label: string; value: string; range: string; n: number };

/** What they do and what they say of us, each figure with its interval and its people. */
export function PersonaBehaviourSection({ persona, reader }: { persona: Persona; reader: Reader }) {
  const { words } = reader;
  const { behaviour, attitude } = persona;
  const measures = behaviourMeasures(persona, reader);
  const attitudes = attitudeMeasures(attitude, reader);
  return (
    <>
      <h2 id="behaviour">{words.persona.behaviour}</h2>
      {measures.length === 0 ? (
        <p class="soft">{words.persona.noBehaviour}</p>
      ) : (
        <Measures measures={measures} reader={reader} />
      )}
      {behaviour.categories.length > 0 && (
        <>
          <h3>{words.persona.categories}</h3>
          <Wide reader={reader}>
            <table class="tight">
              <tbody>
                {behaviour.categories.map(({ category, share, interval: [low, high], overall }) => (
                  <tr>
                    <th scope="row">{category}</th>
                    <td>
                      <ShareBar of={{ share, low, high }} mark={overall} reader={reader} />
                    </td>
                    <td class="small soft">
                      {overall !== null && say(words.persona.overall, { n: reader.percent(overall) })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
      {behaviour.path.length > 0 && (
        <>
          <h3>{words.persona.path}</h3>
          <ul>
            {behaviour.path.map(({ from, to, share, interval: [low, high], n }) => (
              <li>
                {from} → {to}: {reader.percent(share)}{' '}
                <span class="soft small">
                  ({reader.percents(low, high)}, n = {reader.number(n)})
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 id="attitude">{words.persona.attitude}</h2>
      {attitudes.length === 0 ? (
        <p class="soft">{words.persona.noAttitude}</p>
      ) : (
        <Measures measures={attitudes} reader={reader} />
      )}
    </>
  );
}

function behaviourMeasures({ behaviour }: Persona, reader: Reader): Measure[] {
  const { measures } = reader.words.persona;
  const { rfm } = behaviour;
  return [
    median(measures.recencyDays, behaviour.recencyDays, reader),
    mean(measures.orders, behaviour.orders, reader),
    median(measures.averageOrder, behaviour.averageOrder, reader),
    mean(measures.spend, behaviour.spend, reader),
    mean(measures.clv, behaviour.clv, reader),
    median(measures.rhythmDays, behaviour.rhythmDays, reader),
    part(measures.repeatRate, behaviour.repeatRate, reader),
    mean(measures.pNone, behaviour.pNone, reader),
    part(measures.multiItem, behaviour.multiItem, reader),
    mean(measures.recency, rfm?.recency, reader),
    mean(measures.frequency, rfm?.frequency, reader),
    mean(measures.monetary, rfm?.monetary, reader),
  ].filter((measure) => measure !== null);
}

function attitudeMeasures(attitude: Persona['attitude'], reader: Reader): Measure[] {
  const { measures } = reader.words.persona;
  const { nps } = attitude;
  const [low, high] = nps?.interval ?? [0, 0];
  return [
    nps && {
      label: measures.nps,
      value: reader.number(nps.value),
      range: `${reader.number(low)} … ${reader.number(high)}`,
      n: nps.n,
    },
    part(measures.csat, attitude.csat, reader),
    part(measures.ces, attitude.ces, reader),
    part(measures.productMarketFit, attitude.productMarketFit, reader),
    median(measures.willingnessToPay, attitude.willingnessToPay, reader),
  ].filter((measure) => measure !== null);
}

function mean(label: string, claim: PersonaMean | null | undefined, reader: Reader): Measure | null {
  if (!claim) return null;
  const [low, high] = claim.interval.map((end) => reader.quantity(end, claim.unit));
  return { label, value: reader.quantity(claim.mean, claim.unit), range: `${low} … ${high}`, n: claim.n };
}

function median(label: string, claim: PersonaMedian | null, reader: Reader): Measure | null {
  if (!claim) return null;
  const [low, high] = claim.quartiles.map((end) => reader.quantity(end, claim.unit));
  const range = say(reader.words.persona.quartiles, { low: low ?? '', high: high ?? '' });
  return { label, value: reader.quantity(claim.median, claim.unit), range, n: claim.n };
}

function part(label: string, claim: PersonaShare | null, reader: Reader): Measure | null {
  if (!claim) return null;
  return { label, value: reader.percent(claim.share), range: reader.percents(...claim.interval), n: claim.n };
}

function Measures({ measures, reader }: { measures: readonly Measure[]; reader: Reader }) {
  const { words } = reader;
  return (
    <Wide reader={reader}>
      <table class="tight">
        <thead>
          <tr>
            <th scope="col">{words.persona.measure}</th>
            <th scope="col" class="n">
              {words.persona.value}
            </th>
            <th scope="col">{words.persona.interval}</th>
            <th scope="col" class="n">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {measures.map(({ label, value, range, n }) => (
            <tr>
              <th scope="row">{label}</th>
              <td class="n">{value}</td>
              <td>{range}</td>
              <td class="n">{reader.number(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
