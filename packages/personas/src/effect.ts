import type { Experiment } from '@soundings/contracts/experiment';
import type { StrategyEffect } from '@soundings/contracts/persona';
import type { SqlEngine } from '@soundings/lake/sql-engine';
import { evidenceHash } from './claims.ts';
import { tellable } from './disclosure.ts';
import { count } from './lake-counts.ts';
import { buyerSql } from './people.ts';
import type { MeasuredEffect, PersonaInput } from './persona-input.ts';
import { differenceInterval, sameShareP } from './proportion.ts';
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
): Omit<StrategyEffect, 'strategy' | 'action' | 'personaVersion' | 'from' | 'to' | 'evidence'> {
  const shown = ({ n }: Arm, share: number) => ({ n: tellable(n, k), share: rounded(share) });
  const n = tellable(treated.n, k) + tellable(holdout.n, k);
  if (Math.min(treated.n, holdout.n) < k) {
    const unknown = { difference: 0, interval: [-1, 1] as [number, number], p: 1, verdict: 'too-few' as const };
    return { treated: shown(treated, 0), holdout: shown(holdout, 0), ...unknown, n };
  }
  const told = ({ n, bought }: Arm) => {
    const yes = tellable(bought, k);
    const all = yes + tellable(n - bought, k);
    return toldProportion(yes, all, all, k);
  };
  const arms = [told(treated), told(holdout)] as const;
  const [low, high] = differenceInterval(arms[0], arms[1]);
  const p = sameShareP(arms[0], arms[1]);
  const verdict =
    Math.min(treated.n, holdout.n) < FEW ? 'too-few' : low > 0 ? 'worked' : high < 0 ? 'harmed' : 'not-shown';
  return {
    treated: shown(treated, arms[0].share),
    holdout: shown(holdout, arms[1].share),
    difference: rounded(arms[0].share - arms[1].share),
    interval: [rounded(low), rounded(high)],
    p: Number(p.toPrecision(2)),
    verdict,
    n,
  };
}

/** Who is in either arm (`arms`: `customer_id`, `arm` of `reached` and `held-out`), and what everybody bought. */
export type EffectTables = { readonly arms: readonly string[]; readonly purchases: readonly string[] };

/**
 * Measures a strategy by who bought from the experiment's first day to its last, both included: those who were reached
 * against those who were left untouched, as both were recorded. By intention to treat: who was on the list counts with
 * its arm whether the message came through or not. To be given to the next build.
 */
export async function measureEffect(
  { engine, tables, k, unit }: { engine: SqlEngine; tables: EffectTables; k: number; unit?: PersonaInput['unit'] },
  experiment: Omit<Experiment, 'reached' | 'heldOut' | 'lists' | 'startedAt'>,
): Promise<MeasuredEffect> {
  const { personaId, personaVersion, strategy, action, from, to } = experiment;
  const id = `effect-${experiment.id}`;
  const query = `WITH buyers AS (
  SELECT DISTINCT ${buyerSql(unit)} AS customer_id FROM purchases WHERE kind = 'sale'
    AND CAST(local_at AS DATE) BETWEEN DATE '${from}' AND DATE '${to}'
)
SELECT a.arm, COUNT(*) AS people, COUNT(b.customer_id) AS bought
FROM arms a LEFT JOIN buyers b ON b.customer_id = a.customer_id GROUP BY a.arm ORDER BY a.arm`;
  const rows = await engine.query(query, tables);
  const armOf = (name: string): Arm => {
    const row = rows.find(({ arm }) => arm === name);
    return row ? { n: count(row, 'people'), bought: count(row, 'bought') } : { n: 0, bought: 0 };
  };
  const effect = {
    strategy,
    action,
    personaVersion,
    from,
    to,
    ...judgeEffect(armOf('reached'), armOf('held-out'), k),
    evidence: id,
  };
  const hash = evidenceHash([{ pointer: '', evidence: id, claim: effect }], id);
  const read = { arms: [...tables.arms], purchases: [...tables.purchases] };
  return { personaId, effect, evidence: { id, tables: read, query, hash } };
}
