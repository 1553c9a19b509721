import type { Holdout, Persona } from '@soundings/contracts/persona';
import { BasedOn } from './based-on.tsx';
import { type Reader, say } from './reader.ts';

const PARTS = ['channel', 'timing', 'offer', 'measure'] as const;

/** What to try with them, how to see whether it worked, and what earlier tries did. */
export function PersonaStrategies({ persona, reader }: { persona: Persona; reader: Reader }) {
  const { words, language } = reader;
  const { strategies, effects, evaluation, movement } = persona;
  return (
    <>
      <h2 id="strategies">{words.persona.strategies}</h2>
      {strategies.length === 0 ? (
        <p class="soft">{words.persona.noStrategies}</p>
      ) : (
        <ul class="cards">
          {strategies.map((strategy) => (
            <li class="card">
              <h3>{strategy.action[language]}</h3>
              <dl class="facts">
                {PARTS.map((name) => (
                  <>
                    <dt>{words.strategy[name]}</dt>
                    <dd>{strategy[name][language]}</dd>
                  </>
                ))}
              </dl>
              {strategy.holdout && <HoldoutPlan holdout={strategy.holdout} reader={reader} />}
              <p>
                <BasedOn pointers={strategy.basedOn} reader={reader} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {effects.length > 0 && (
        <>
          <h3 id="effects">{words.persona.effects}</h3>
          <ul>
            {effects.map(({ strategy, from, to, difference, interval: [low, high], verdict }) => (
              <li>
                {strategy} ({reader.day(from)} – {reader.day(to)}): {reader.points(difference)} (
                {reader.pointsRange(low, high)}) <span class="tag">{words.effects[verdict]}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {movement && (
        <>
          <h2 id="movement">{words.persona.movement}</h2>
          <p>{say(words.persona.stayed, { day: reader.day(movement.since), n: reader.number(movement.stayed) })}</p>
          <div class="columns">
            {(['entered', 'left'] as const).map((way) => (
              <section>
                <h3>{words.persona[way]}</h3>
                <ul>
                  {movement[way].map(({ label, n }) => (
                    <li>
                      {reader.text(label)}: {reader.number(n)}
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
      {evaluation.length > 0 && (
        <>
          <h2 id="evaluation">{words.persona.evaluation}</h2>
          <p>{words.persona.evaluationHint}</p>
          <ul>
            {evaluation.map(({ of, skill, interval, useful, n }) => (
              <li>
                {of}: {reader.percent(skill)} ({reader.percents(...interval)}, n = {reader.number(n)}){' '}
                <span class={`tag ${useful ? 'good' : ''}`}>
                  {useful ? words.persona.useful : words.persona.notUseful}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function HoldoutPlan({ holdout, reader }: { holdout: Holdout; reader: Reader }) {
  const { words } = reader;
  return (
    <p class="small soft">
      {say(words.persona.holdout, {
        size: reader.number(holdout.size),
        share: reader.percent(holdout.share),
        days: reader.number(holdout.days),
        baseline: reader.percent(holdout.baseline),
      })}{' '}
      {!holdout.enough && words.persona.holdoutTooSmall}{' '}
      {holdout.detectable !== null && say(words.persona.detectable, { n: reader.points(holdout.detectable) })}
    </p>
  );
}
