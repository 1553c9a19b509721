import type { Bilingual, Holdout, Persona, StrategyEffect } from '@soundings/contracts/persona';
import { BasedOn } from './based-on.tsx';
import { Effect } from './experiments.tsx';
import { Evaluation } from './persona-evaluation.tsx';
import { Movement } from './persona-versions.tsx';
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
                <BasedOn pointers={strategy.basedOn} persona={persona} reader={reader} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {effects.length > 0 && (
        <>
          <h3 id="effects">{words.persona.effects}</h3>
          <ul>
            {effects.map((effect) => (
              <li>
                {nameOf(effect, strategies)[language]} ({reader.day(effect.from)} – {reader.day(effect.to)}):{' '}
                <Effect effect={effect} reader={reader} />
              </li>
            ))}
          </ul>
        </>
      )}
      {movement && <Movement movement={movement} reader={reader} />}
      {evaluation.length > 0 && <Evaluation persona={persona} reader={reader} />}
    </>
  );
}

/** What was tried, as it was proposed then; older documents name the rule alone. */
function nameOf({ strategy, action }: StrategyEffect, strategies: Persona['strategies']): Bilingual {
  return action ?? strategies.find(({ id }) => id === strategy)?.action ?? { 'zh-CN': strategy, en: strategy };
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
