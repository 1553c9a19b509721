import type { Persona, PersonaConflict, PersonaDimension } from '@soundings/contracts/persona';
import { ATTITUDES } from './attitude-questions.ts';
import type { Comparisons } from './comparisons.ts';
import type { Counts } from './counts.ts';
import type { RecordedDimension } from './customer-counts.ts';
import { describeDimension, emptyDimension } from './dimensions.ts';
import { isSensitive, recordedField } from './fields.ts';
import { groupRows } from './group-rows.ts';
import type { Sizes } from './sample.ts';
import { tellShare } from './told-measures.ts';
import { PORTRAIT, valueName } from './words.ts';

/** What people say they do, and the record of what they did that overrides it. */
const STATED: Record<string, RecordedDimension> = {
  spend: 'spendingPower',
  frequency: 'buyerLevel',
  tenure: 'buyerLevel',
  channel: 'channel',
};
/** So many answers outweigh the address of a parcel; fewer are kept beside it. */
const ENOUGH = 30;

export type ProfileInput = {
  counts: Counts;
  sizes: Sizes;
  snapshot: string;
  k: number;
  legalBasis: readonly string[];
  compared: Comparisons;
};
export type ProfileOfGroup = Pick<Persona, 'dimensions' | 'conflicts'> & {
  priceBands: PersonaDimension;
  sensitive: string[];
};

/**
 * The portrait of one group, by the rules of merging: the survey wins for who people are, behaviour for what they do,
 * and what the other source says is kept as a conflict.
 */
export function describeProfile(input: ProfileInput, group: string): ProfileOfGroup {
  const { counts, sizes, snapshot, k, legalBasis, compared } = input;
  const recorded = (name: RecordedDimension) => {
    const field = recordedField(counts.recorded, name);
    if (field.cells.length === 0) return emptyDimension(name, 'not-asked');
    const label = (value: string) => valueName(name, value);
    const profile = { field, sizes: withoutStrata(sizes), source: 'purchase' as const, evidence: 'recorded' };
    return describeDimension({ ...profile, asOf: snapshot, label, place: levelOf(name) }, group, k, compared);
  };
  const fields = [...counts.answered.values()].filter(({ name }) => !ATTITUDES.has(name));
  const sensitive = fields
    .filter(isSensitive)
    .map(({ name }) => name)
    .filter((name) => !legalBasis.includes(name));
  const stated = new Map(
    fields.map((field) => [
      field.name,
      sensitive.includes(field.name)
        ? emptyDimension(field.name, 'sensitive')
        : describeDimension({ ...field, field, sizes, source: 'survey', evidence: 'answers' }, group, k, compared),
    ]),
  );
  const agreement = (field: string) => {
    const row = counts.agreement.find((candidate) => candidate.grp === group && candidate.field === field);
    return row ? tellShare({ yes: row.same, no: row.both - row.same }, k, 'agreement') : null;
  };

  const dimensions: Record<string, PersonaDimension> = {};
  const conflicts: PersonaConflict[] = [];
  for (const name of PORTRAIT) dimensions[name] = emptyDimension(name, 'not-asked');
  for (const name of ['region', 'spendingPower', 'buyerLevel', 'channel'] as const) {
    const dimension = recorded(name);
    if (name !== 'channel' || dimension.n > 0) dimensions[name] = dimension;
  }
  for (const [name, said] of stated) {
    const rival = STATED[name];
    const done = dimensions[rival ?? name];
    if (!done || done.n === 0 || (!rival && done.source !== 'purchase')) {
      dimensions[name] = said;
    } else if (rival) {
      const conflict = { dimension: rival, kept: 'purchase' as const, rule: 'behaviour-over-stated' as const };
      if (said.n > 0) conflicts.push({ ...conflict, other: said, agreement: agreement(name) });
    } else {
      const [kept, other] = said.n >= ENOUGH ? [said, done] : [done, said];
      dimensions[name] = kept;
      const conflict = { dimension: name, kept: kept.source ?? 'survey', rule: 'survey-over-records' as const };
      if (other.n > 0) conflicts.push({ ...conflict, other, agreement: agreement(name) });
    }
  }
  return { dimensions, conflicts, priceBands: recorded('priceBand'), sensitive };
}

/** Sizes of whole groups: what is recorded of everyone is no sample of strata. */
function withoutStrata(sizes: Sizes): Sizes {
  return [...groupRows(sizes, ({ grp }) => grp)].map(([grp, rows]) => ({
    grp,
    stratum: null,
    n: rows.reduce((total, { n }) => total + n, 0),
  }));
}

/** Levels and price bands have an order; regions and channels have none. */
function levelOf(name: RecordedDimension): (value: string) => number {
  if (name === 'region' || name === 'channel') return () => Number.POSITIVE_INFINITY;
  return (value) => Number.parseFloat(value);
}
