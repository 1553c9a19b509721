import type { Build } from '@soundings/contracts/build';
import type { PainPoint, PainReport, ProductPains } from '@soundings/contracts/pain-point';
import type { Persona } from '@soundings/contracts/persona';
import { standingsAgainst } from '@soundings/pains/report/standings';
import { changesBetween } from '@soundings/personas/diff';
import type { Store } from '@soundings/store/store';
import { painReportOf, personasOf } from './current-document.ts';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** A nightly build of last week may have begun a little later in the day than today's. */
const SLACK_MS = 6 * 3_600_000;
/** Builds that are looked through for the one of last week. */
const RECENT = 60;

export const COUNTED = ['responses', 'feedback', 'mentions', 'customers'] as const;
export type ChangedPain = Pick<PainPoint, 'id' | 'names' | 'people' | 'before'> & { product: ProductPains };

/** What a build says otherwise than the one of a week before it. */
export type WeekChanges = {
  /** The build that is compared with, and by how many days it is the earlier one. */
  against: Build;
  days: number;
  /** False where no build is a week old yet: then it is the oldest there is. */
  isWeek: boolean;
  counts: { of: (typeof COUNTED)[number]; now: number; before: number }[];
  pains: Record<'new' | 'gone' | 'up' | 'down', ChangedPain[]>;
  personas: { new: Persona[]; gone: Persona[]; changed: { persona: Persona; claims: number }[] };
  alarms: { raised: PainReport['alarms']; calmed: PainReport['alarms'] };
  /** Whether the themes or their words were changed in between, or the two tell of other days by choice. */
  otherThemes: boolean;
  otherWindow: boolean;
};

/** Of two builds the same comparison is shown to all: names and numbers, which an erasure of a person leaves. */
const known = new WeakMap<PainReport, { against: string; changes: WeekChanges }>();

/**
 * What changed since the build of a week before the shown one, or since the oldest there is; undefined where no earlier
 * one is done.
 */
export async function weekChanges(
  store: Store,
  shown: { id: string; pains: PainReport; personas: Persona[] },
): Promise<WeekChanges | undefined> {
  const { items } = await store.builds.list({ limit: RECENT });
  const build = items.find(({ id }) => id === shown.id);
  const against = build && weekBefore(items, build);
  if (!build || !against) return undefined;
  const [pains, personas = []] = await Promise.all([painReportOf(store, against.id), personasOf(store, against.id)]);
  if (!pains) return undefined;
  const found = known.get(shown.pains);
  if (found?.against === against.id) return found.changes;
  const changes = changesOf({ build, ...shown }, { build: against, pains, personas });
  known.set(shown.pains, { against: against.id, changes });
  return changes;
}

/** The newest build that is done and a week older than this one; else the oldest before it. */
export function weekBefore(builds: readonly Build[], build: Build): Build | undefined {
  const earlier = builds
    .filter(({ status, createdAt }) => status === 'done' && createdAt < build.createdAt)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return earlier.find((each) => isWeekOlder(each, build)) ?? earlier.at(-1);
}

function isWeekOlder(each: Build, build: Build): boolean {
  return Date.parse(build.createdAt) - Date.parse(each.createdAt) >= WEEK_DAYS * DAY_MS - SLACK_MS;
}

type Built = { build: Build; pains: PainReport; personas: Persona[] };

function changesOf(now: Built, before: Built): WeekChanges {
  const counts = COUNTED.flatMap((of) => {
    const [present, past] = [now.build.counts[of], before.build.counts[of]];
    return present === undefined || past === undefined ? [] : [{ of, now: present, before: past }];
  });
  const [wasRaised, isRaised] = [before, now].map(({ pains }) => new Set(pains.alarms.map(({ id }) => id)));
  const { from, to } = now.build.options.window ?? {};
  const { from: pastFrom, to: pastTo } = before.build.options.window ?? {};
  return {
    against: before.build,
    days: Math.round((Date.parse(now.build.createdAt) - Date.parse(before.build.createdAt)) / DAY_MS),
    isWeek: isWeekOlder(before.build, now.build),
    counts,
    pains: changedPains(now.pains, before.pains),
    personas: changedPersonas(now.personas, before.personas),
    alarms: {
      raised: now.pains.alarms.filter(({ id }) => !wasRaised?.has(id)),
      calmed: before.pains.alarms.filter(({ id }) => !isRaised?.has(id)),
    },
    otherThemes: now.pains.taxonomyVersion !== before.pains.taxonomyVersion,
    otherWindow: from !== pastFrom || to !== pastTo,
  };
}

/** A product that the earlier report does not know has no new pains: all of them are. */
function changedPains(now: PainReport, before: PainReport): WeekChanges['pains'] {
  const changed: WeekChanges['pains'] = { new: [], gone: [], up: [], down: [] };
  for (const product of now.products) {
    const former = before.products.find(({ productId }) => productId === product.productId);
    if (!former) continue;
    for (const [i, { standing, before: share }] of standingsAgainst(former.pains, product.pains).entries()) {
      const pain = product.pains[i];
      if (!pain || standing === 'same' || standing === 'unknown') continue;
      changed[standing].push({ id: pain.id, names: pain.names, people: pain.people, before: share, product });
    }
    const listed = new Set(product.pains.map(({ id }) => id));
    for (const { id, names, people } of former.pains)
      if (!listed.has(id)) changed.gone.push({ id, names, people, before: people, product });
  }
  return changed;
}

function changedPersonas(now: readonly Persona[], before: readonly Persona[]): WeekChanges['personas'] {
  const former = new Map(before.map((persona) => [persona.id, persona]));
  const ids = new Set(now.map(({ id }) => id));
  return {
    new: now.filter(({ id }) => !former.has(id)),
    gone: before.filter(({ id }) => !ids.has(id)),
    changed: now.flatMap((persona) => {
      const past = former.get(persona.id);
      if (!past) return [];
      const claims = changesBetween(past, persona).filter(({ verdict }) => verdict === 'changed').length;
      return claims > 0 ? [{ persona, claims }] : [];
    }),
  };
}
