import type { ShownExperiment } from '@soundings/contracts/experiment';
import type { StrategyEffect } from '@soundings/contracts/persona';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const TONES = { worked: 'good', harmed: 'bad', 'not-shown': '', 'too-few': '' } as const;

type ExperimentsProps = { experiments: readonly ShownExperiment[]; title: string; reader: Reader };

/** What was tried, on how many, and what it did. */
export function Experiments({ experiments, title, reader }: ExperimentsProps) {
  const { words, language } = reader;
  if (experiments.length === 0) return null;
  return (
    <>
      <h2 id="experiments">{title}</h2>
      <Wide reader={reader}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.audience.strategy}</th>
              <th scope="col">{words.experiments.when}</th>
              <th scope="col" class="n">
                {words.experiments.reached}
              </th>
              <th scope="col" class="n">
                {words.experiments.heldOut}
              </th>
              <th scope="col">{words.experiments.effect}</th>
            </tr>
          </thead>
          <tbody>
            {experiments.map(({ action, personaId, personaVersion, from, to, reached, heldOut, status, effect }) => (
              <tr>
                <th scope="row">
                  <a href={`/personas/${personaId}?version=${personaVersion}`}>{action[language]}</a>
                </th>
                <td>
                  {reader.day(from)} – {reader.day(to)}
                </td>
                <td class="n">{reader.number(reached)}</td>
                <td class="n">{reader.number(heldOut)}</td>
                <td>
                  {effect ? (
                    <Effect effect={effect} reader={reader} />
                  ) : (
                    <span class="soft">{words.experiments[status === 'running' ? 'running' : 'waiting']}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** An effect in figures: both arms, their difference with its interval, and what may be said of it. */
export function Effect({ effect, reader }: { effect: StrategyEffect; reader: Reader }) {
  const { words } = reader;
  const { verdict, treated, holdout, difference, interval } = effect;
  return (
    <>
      <span class={`tag ${TONES[verdict]}`}>{words.effects[verdict]}</span>{' '}
      {verdict !== 'too-few' &&
        say(words.experiments.arms, {
          treated: reader.percent(treated.share),
          n: reader.number(treated.n),
          holdout: reader.percent(holdout.share),
          m: reader.number(holdout.n),
          difference: reader.points(difference),
          interval: reader.pointsRange(...interval),
        })}
    </>
  );
}
