import type { Persona, StrategyEffect } from '@soundings/contracts/persona';
import { type Experiment, inHoldout } from './audience.ts';
import { evidenceHash } from './claims.ts';
import { scopeOf } from './counts.ts';
import { tellable } from './disclosure.ts';
import { askLake, has, text } from './lake-counts.ts';
import { peopleSql, peopleTables, today } from './people.ts';
import type { MeasuredEffect, PersonaInput } from './persona-input.ts';
import { differenceInterval, sameShareP } from './proportion.ts';
import { sqlText } from './sql-text.ts';
import { rounded, toldProportion } from './told-share.ts';

/** Fewer than this in the smaller arm and nothing is said of the effect. */
const FEW = 30;

type Arm = { n: number; bought: number };

/**
 * What a strategy did, by how many of either arm did what it is measured by: the difference of the shares with
 * Newcombe's interval. An effect is called one where the interval leaves out none at all.
 */
export function judgeEffect(
  treated: Arm,
  holdout: Arm,
  k: number,
): Omit<StrategyEffect, 'strategy' | 'personaVersion' | 'from' | 'to' | 'evidence'> {
  const told = ({ n, bought }: Arm) => {
    const yes = tellable(bought, k);
    const all = yes + tellable(n - bought, k);
    return toldProportion(yes, all, all, k);
  };
  const arms = [told(treated), told(holdout)] as const;
  const [low, high] = differenceInterval(arms[0], arms[1]);
  const p = sameShareP(arms[0], arms[1]);
  const shown = ({ n }: Arm, share: number) => ({ n: tellable(n, k), share: rounded(share) });
  const verdict =
    Math.min(treated.n, holdout.n) < FEW ? 'too-few' : low > 0 ? 'worked' : high < 0 ? 'harmed' : 'not-shown';
  return {
    treated: shown(treated, arms[0].share),
    holdout: shown(holdout, arms[1].share),
    difference: rounded(arms[0].share - arms[1].share),
    interval: [rounded(low), rounded(high)],
    p: Number(p.toPrecision(2)),
    verdict,
    n: tellable(treated.n, k) + tellable(holdout.n, k),
  };
}

/**
 * Measures one strategy of a published version by who bought from `from` to `to` (days, both included), among those who
 * were in the persona then: the holdout is drawn again as the audience's was. By intention to treat: who could not be
 * reached counts with their arm, since the holdout has such people as well. To be given to the next build.
 */
export async function measureEffect(
  input: Pick<PersonaInput, 'engine' | 'tables' | 'grouping'>,
  persona: Pick<Persona, 'id' | 'version' | 'segment' | 'snapshot' | 'privacy'>,
  { strategy, share, from, to }: Pick<Experiment, 'strategy' | 'share'> & { from: string; to: string },
): Promise<MeasuredEffect | null> {
  if (!has(input.tables, 'customers', 'purchases')) return null;
  const { ask, asked } = askLake(input);
  const scope = await scopeOf({ ...input, snapshot: persona.snapshot }, ask);
  const id = `effect-${strategy}-${from}`;
  const rows = await ask(
    id,
    ['purchases', ...peopleTables(scope)],
    `WITH ${peopleSql(scope)}, buyers AS (
  SELECT DISTINCT customer_id FROM purchases WHERE kind = 'sale'
    AND CAST(occurred_at AS DATE) BETWEEN DATE '${from}' AND DATE '${to}'
)
SELECT p.person, b.customer_id IS NOT NULL AS bought FROM people p LEFT JOIN buyers b ON b.customer_id = p.person
WHERE ${today(scope)} AND p.grp IN (${persona.segment.ids.map(sqlText).join(', ')})`,
  );
  const experiment = { personaId: persona.id, version: persona.version, strategy, share };
  const arms = { treated: { n: 0, bought: 0 }, holdout: { n: 0, bought: 0 } };
  for (const row of rows) {
    const arm = arms[inHoldout(text(row, 'person') ?? '', experiment) ? 'holdout' : 'treated'];
    arm.n++;
    if (row.bought === true) arm.bought++;
  }
  const effect = {
    strategy,
    personaVersion: persona.version,
    from,
    to,
    ...judgeEffect(arms.treated, arms.holdout, persona.privacy.k),
    evidence: id,
  };
  const { tables = {}, query = '' } = asked.at(-1) ?? {};
  const hash = evidenceHash([{ pointer: '', evidence: id, claim: effect }], id);
  return { personaId: persona.id, effect, evidence: { id, tables, query, hash } };
}
