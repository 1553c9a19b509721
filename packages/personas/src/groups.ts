import type { LocalizedText } from '@soundings/contracts/language';
import type { Persona, PersonaSkill } from '@soundings/contracts/persona';
import { describeAttitude } from './attitude.ts';
import { add, currencyOf, describeBehaviour } from './behaviour.ts';
import { comparisons } from './comparisons.ts';
import type { Counts } from './counts.ts';
import { sizeOf } from './dimensions.ts';
import { tellable } from './disclosure.ts';
import { isSensitive, recordedField } from './fields.ts';
import type { Grounds } from './grade.ts';
import { describeMovement } from './movement.ts';
import { EVERYONE, hasCustomers, hasPeople, type Scope } from './people.ts';
import type { PersonaInput } from './persona-input.ts';
import { describeProfile } from './profile.ts';
import { all, type Field, only, type Sizes, takeSample } from './sample.ts';
import { mentionsSensitive } from './sensitive.ts';
import { personaSkill } from './skill.ts';
import { describeContext, describeNeedsFit, describeThemes, rankThemes, voicesField } from './themes.ts';
import { rounded } from './told-share.ts';
import { dividedBy } from './traits.ts';
import { valueName } from './words.ts';

/** What is computed of one group; the rest of the document is read from it. */
export type DescribedGroup = { group: string; sensitive: string[]; grounds: Grounds } & Pick<
  Persona,
  | 'segment'
  | 'dimensions'
  | 'conflicts'
  | 'behaviour'
  | 'attitude'
  | 'pains'
  | 'wishes'
  | 'praise'
  | 'needsFit'
  | 'context'
  | 'movement'
  | 'evaluation'
>;

export type Grouped = { input: PersonaInput; scope: Scope; counts: Counts; groups: readonly string[]; k: number };

/** Describes every group, and judges all their comparisons together. */
export function describeGroups({ input, scope, counts, groups, k }: Grouped): DescribedGroup[] {
  const { legalBasis = [], snapshot } = input;
  const sizes: Sizes = counts.sums;
  const known = dividedBy(scope.grouping);
  const compared = comparisons();
  const named = input.themes.filter(
    ({ id, name }) => legalBasis.includes(id) || !Object.values(name).some(mentionsSensitive),
  );
  const names = new Map(named.map(({ id, name }) => [id, name]));
  const hidden = input.themes.filter(({ id }) => !names.has(id)).map(({ id }) => id);
  const onlyPains = new Set(input.themes.filter((theme) => theme.onlyPains).map(({ id }) => id));
  const sensible = ({ theme, intent }: { theme: string | null; intent: string | null }) =>
    theme === null || intent === 'complaint' || !onlyPains.has(theme);
  const context = describeContext(counts.context.filter(sensible), names, k);
  const voices = voicesField(counts.voices.filter(sensible));
  const described = groups.map((group) => {
    const { priceBands, sensitive, ...profile } = describeProfile(
      { counts, sizes, snapshot, k, legalBasis, compared },
      group,
    );
    return {
      group,
      sensitive: [...sensitive, ...hidden],
      grounds: {
        heard: takeSample(voices, sizes, only(group), k).n,
        people: hasPeople(scope),
        answers: counts.answered.size > 0,
        feedback: counts.voices.length > 0,
        k,
      },
      segment: describeSegment({ input, scope, counts, k }, group),
      ...profile,
      behaviour: describeBehaviour(counts.sums, counts.recorded, counts.categories, {
        group,
        k,
        priceBands,
        compared,
      }),
      attitude: describeAttitude({ fields: counts.answered, sizes, surveys: input.surveys }, group, k),
      themes: describeThemes({ field: voices, sizes, names }, group, k, compared),
      context,
      movement: counts.moves && describeMovement(counts.moves, group, k, (other) => groupName(input, other)),
      evaluation: describeSkill(counts, group, k, known),
    };
  });
  compared.settle();
  return described.map(({ themes, ...rest }) => {
    const pains = rankThemes(themes, 'complaint');
    const wishes = rankThemes(themes, 'wish');
    const needsFit = describeNeedsFit([...pains, ...wishes], themes, k);
    return { ...rest, pains, wishes, praise: rankThemes(themes, 'praise'), needsFit };
  });
}

function describeSegment({ input, scope, counts, k }: Omit<Grouped, 'groups'>, group: string): Persona['segment'] {
  const n = tellable(sizeOf(counts.sums, group), k);
  const total = tellable(
    counts.sums.reduce((sum, row) => sum + row.n, 0),
    k,
  );
  const spend = add(counts.sums.filter(({ grp }) => grp === group).map(({ measures }) => measures.spend));
  const revenue = counts.sums.reduce((sum, { measures }) => sum + measures.spend.sum, 0);
  const told = n > 0 && revenue > 0 && spend.most <= spend.sum / 2 && currencyOf(counts.sums) !== null;
  return {
    ids: [group],
    label: hasPeople(scope) ? groupName(input, group) : NOBODY,
    n: n > 0 ? n : null,
    unit: hasCustomers(scope) ? 'customers' : 'respondents',
    customerShare: n > 0 && total > 0 ? rounded(Math.min(1, n / total)) : null,
    revenueShare: told ? rounded(spend.sum / revenue) : null,
    evidence: n > 0 ? 'people' : null,
  };
}

/** Where there is nobody to describe, the document is of nobody. */
const NOBODY = { 'zh-CN': '尚无可描述的人', en: 'Nobody yet' };

function groupName({ grouping, segmentNames }: PersonaInput, group: string | null): LocalizedText {
  if (grouping && 'rules' in grouping) {
    const rule = grouping.rules.find(({ id }) => id === group);
    return rule?.name ?? (group === null ? { 'zh-CN': '不属于任何人群', en: 'in no segment' } : { und: group });
  }
  // Every other division has a place for all customers.
  if (group === null) return { 'zh-CN': '当时还不是客户', en: 'not yet customers' };
  if (group === EVERYONE) return { 'zh-CN': '全部受访者', en: 'All respondents' };
  if (grouping?.by === 'buyer_level') return valueName('buyerLevel', group);
  if (grouping?.by === 'spending_power') return valueName('spendingPower', group);
  return segmentNames[group] ?? { und: group };
}

/** Of fewer people a split that helps cannot be told from luck. */
const FEW = 30;

/** Recorded of every customer and no part of what defines the usual segments. */
const TESTED = ['region', 'channel', 'priceBand'] as const;

/**
 * How well the group predicts its people's answers, habits and later purchases. What people were divided by is no test of
 * the division.
 */
function describeSkill(counts: Counts, group: string, k: number, known: ReadonlySet<string>): PersonaSkill[] {
  const { answered, recorded, later, sums } = counts;
  const asked = [...answered.values()]
    .filter((field) => !field.several && !isSensitive(field))
    .map((field) => ({ field, sizes: sums as Sizes, evidence: 'answers' }));
  const done = [
    ...TESTED.map((name) => ({ field: recordedField(recorded, name), evidence: 'recorded' })),
    ...(later ? [{ field: later, evidence: 'later' }] : []),
  ].map((test) => ({ ...test, sizes: sizesOf(test.field) }));
  return [...asked, ...done].flatMap(({ field, sizes, evidence }) => {
    if (known.has(field.name)) return [];
    const own = takeSample(field, sizes, only(group), k);
    const everyone = takeSample(field, sizes, all, k);
    return own.n < FEW ? [] : (personaSkill({ of: field.name, evidence, group: own, all: everyone }) ?? []);
  });
}

/** Where everyone's value is recorded, the sample is the population. */
function sizesOf({ bases }: Field): Sizes {
  return bases.map(({ grp, stratum, people }) => ({ grp, stratum, n: people }));
}
