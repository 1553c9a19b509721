import type { Bilingual, Persona } from '@soundings/contracts/persona';
import type { PersonaChange, PersonaDiff } from '@soundings/contracts/persona-diff';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { twoSided } from '@soundings/statistics/normal';
import { createPatch } from 'rfc6902';
import { type Comparable, comparableClaims } from './comparable-claims.ts';
import { FALSE_DISCOVERY } from './comparisons.ts';
import { accountOf } from './diff-account.ts';
import { sameShareP } from './proportion.ts';
import { toldProportion } from './told-share.ts';

export class DifferentPersonasError extends Error {
  override name = 'DifferentPersonasError';
}

/**
 * What changed between two versions of a persona, and which of it is more than chance: each number of both is tested
 * (shares by Pearson's test, means and scores by their standard errors), and Benjamini–Hochberg keeps the wrong calls to
 * 5 %. People of both versions are counted twice, which makes the tests cautious, never hasty.
 *
 * @throws {DifferentPersonasError} where the two are not versions of one persona
 */
export function diffPersonas(before: Persona, after: Persona): PersonaDiff {
  if (before.id !== after.id) throw new DifferentPersonasError(`${before.id} and ${after.id} are different personas`);
  const changes = changesBetween(before, after);
  const movement = movedBetween(before, after) ? after.movement : null;
  return {
    personaId: after.id,
    from: { version: before.version, snapshot: before.snapshot },
    to: { version: after.version, snapshot: after.snapshot },
    patch: createPatch(before, after),
    changes,
    movement,
    account: accountOf({ before, after, changes, movement }),
  };
}

/** Does the later version's movement speak of the time between the two? Between equal customers nobody has moved. */
function movedBetween(before: Persona, after: Persona): boolean {
  if (!after.movement || !before.customersAt || !after.customersAt) return false;
  return after.movement.since <= before.customersAt && before.customersAt < after.customersAt;
}

/** Every comparable claim of either document with its verdict, in the order of the later one. */
export function changesBetween(before: Persona, after: Persona): PersonaChange[] {
  const earlier = new Map(comparableClaims(before).map((claim) => [claim.key, claim]));
  const later = new Map(comparableClaims(after).map((claim) => [claim.key, claim]));
  const pairs = [...new Set([...later.keys(), ...earlier.keys()])].map((key) => {
    const [old, now] = [earlier.get(key), later.get(key)];
    return { old, now, p: old && now ? sameP(old, now, before.privacy.k, after.privacy.k) : null };
  });
  const tested = pairs.filter(({ p }) => p !== null);
  const qs = new Map(benjaminiHochberg(tested.map(({ p }) => p ?? 1)).map((q, i) => [tested[i], q]));
  return pairs.map((pair): PersonaChange => {
    const claim = (pair.now ?? pair.old) as Comparable;
    const q = qs.get(pair) ?? null;
    const told = pair.old ? 'vanished' : 'appeared';
    return {
      claim: claim.key,
      label: claim.label as Bilingual,
      unit: claim.unit,
      before: pair.old?.value ?? null,
      after: pair.now?.value ?? null,
      q: q === null ? null : Number(q.toPrecision(2)),
      verdict: q === null ? told : q <= FALSE_DISCOVERY ? 'changed' : 'within-noise',
    };
  });
}

/** The chance that two versions' numbers differ so much by luck. Amounts in two currencies cannot be compared. */
function sameP(old: Comparable, now: Comparable, kBefore: number, kAfter: number): number | null {
  if ('error' in old && 'error' in now) {
    if (old.unit !== now.unit) return null;
    const error = Math.hypot(old.error, now.error);
    return error === 0 ? (old.value === now.value ? 1 : 0) : twoSided((now.value - old.value) / error);
  }
  if ('error' in old || 'error' in now) return null;
  return sameShareP(
    toldProportion(old.count, old.n, old.effectiveN, kBefore),
    toldProportion(now.count, now.n, now.effectiveN, kAfter),
  );
}
