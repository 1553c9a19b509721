import type { ShownExperiment } from '@soundings/contracts/experiment';
import type { Persona } from '@soundings/contracts/persona';
import { PowerChart } from './charts/power-chart.tsx';
import { Choice } from './choice.tsx';
import { Experiments } from './experiments.tsx';
import { NumberField } from './number-field.tsx';
import { type Reader, say } from './reader.ts';

const FORMS = ['customer-id', 'sha256-email', 'sha256-phone'] as const;

type AudienceProps = {
  persona: Persona;
  experiments: readonly ShownExperiment[];
  /** The strategy whose plan is shown. */
  chosen: string | undefined;
  problem: string | undefined;
  reader: Reader;
};

/** Whom to reach: the list of those who agreed, part of them left untouched so that the effect can be seen. */
export function PersonaAudience({ persona, experiments, chosen, problem, reader }: AudienceProps) {
  const { words, language } = reader;
  const strategies = persona.strategies.filter(({ holdout }) => holdout !== null);
  const strategy = strategies.find(({ id }) => id === chosen) ?? strategies[0];
  const published = persona.status === 'published';
  return (
    <>
      <p class="trail">
        <a href="/personas">{words.places.personas}</a> ›{' '}
        <a href={`/personas/${persona.id}`}>{persona.name[language]}</a>
      </p>
      <h1>{words.audience.title}</h1>
      <p class="lead">{words.audience.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      {strategy && <Plan persona={persona} strategies={strategies} strategy={strategy} reader={reader} />}
      <h2 id="list">{words.audience.list}</h2>
      {!published && persona.strategies.length > 0 && (
        <div class="note">
          <p>{words.audience.publishFirst}</p>
          <form method="post" action={`/personas/${persona.id}/publish?to=audience`}>
            <button type="submit" class="second">
              {say(words.versions.publish, { n: persona.version })}
            </button>
          </form>
        </div>
      )}
      <ListForm persona={persona} strategy={strategy} reader={reader} />
      <Experiments experiments={experiments} title={words.experiments.title} reader={reader} />
    </>
  );
}

type Strategy = Persona['strategies'][number];
type PlanProps = { persona: Persona; strategies: readonly Strategy[]; strategy: Strategy; reader: Reader };

/** How many must be left untouched for the effect of a strategy to show. */
function Plan({ persona, strategies, strategy, reader }: PlanProps) {
  const { words, language } = reader;
  const { holdout } = strategy;
  const people = persona.segment.n;
  if (!holdout || people === null) return null;
  return (
    <>
      <h2 id="power">{words.audience.plan}</h2>
      {strategies.length > 1 && (
        <form class="filter" method="get">
          <Choice
            name="strategy"
            id="plan"
            label={words.audience.strategy}
            options={strategies.map(({ id, action }) => [id, action[language]])}
            chosen={strategy.id}
          />
          <button type="submit" class="second">
            {words.frame.show}
          </button>
        </form>
      )}
      <p>{strategy.action[language]}</p>
      <PowerChart
        plan={{
          baseline: holdout.baseline,
          people: people,
          worthwhile: holdout.worthwhile,
          days: holdout.days,
        }}
        reader={reader}
      />
      <p class={holdout.enough ? 'note good' : 'note warn'}>
        {say(holdout.enough ? words.audience.enough : words.audience.notEnough, {
          share: reader.percent(holdout.share),
          size: reader.number(holdout.size),
          rise: reader.points(Math.max(holdout.baseline, 0.01) * holdout.worthwhile),
        })}
      </p>
    </>
  );
}

type ListFormProps = { persona: Persona; strategy: Strategy | undefined; reader: Reader };

/** The team's own contacts to be narrowed to this persona, with the strategy that is to be tried on them. */
function ListForm({ persona, strategy, reader }: ListFormProps) {
  const { words, language } = reader;
  return (
    <form class="form" method="post" action={`/personas/${persona.id}/audience`} enctype="multipart/form-data">
      <fieldset>
        <legend>{words.audience.as}</legend>
        {FORMS.map((form) => (
          <label class="choice">
            <input type="radio" name="as" value={form} checked={form === 'customer-id'} /> {words.audience.forms[form]}
          </label>
        ))}
      </fieldset>
      <div>
        <label for="country">{words.audience.country}</label>
        <input type="text" id="country" name="country" inputmode="numeric" maxlength={3} autocomplete="off" />
        <p class="hint">{words.audience.countryHint}</p>
      </div>
      {persona.status === 'published' && persona.strategies.length > 0 && (
        <>
          <Choice
            name="strategy"
            label={words.audience.tries}
            options={persona.strategies.map(({ id, action }) => [id, action[language]])}
            chosen={strategy?.id}
            none={words.audience.none}
          />
          <NumberField
            name="share"
            label={words.audience.share}
            value={Math.round(100 * (strategy?.holdout?.share ?? 0.1))}
            min={1}
            max={90}
            hint={words.audience.shareHint}
          />
          <NumberField
            name="days"
            label={words.audience.days}
            value={strategy?.holdout?.days ?? 60}
            min={1}
            max={365}
          />
        </>
      )}
      <div>
        <label for="file">{words.audience.file}</label>
        <input type="file" id="file" name="file" accept=".csv,text/csv" required />
        <p class="hint">{words.audience.fileHint}</p>
      </div>
      <div>
        <button type="submit">{words.audience.download}</button>
      </div>
    </form>
  );
}
