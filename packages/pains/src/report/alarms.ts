import type { PainAlarm, RaisedAlarm } from '@soundings/contracts/pain-point';
import type { Theme } from '@soundings/contracts/theme';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { smoothedForecast } from '../statistics/ewma.ts';
import {
  commonDispersion,
  type Dispersion,
  exceedance,
  moderatedDispersions,
  upperBound,
} from '../statistics/farrington.ts';
import { risenRate } from '../statistics/poisson-rate.ts';
import { type Forecast, forecastCount, type Period } from '../statistics/quasi-poisson.ts';
import { ALPHA } from './competition.ts';
import type { PeriodCounts } from './trends.ts';

/** Fewer weeks than these are no past to regress on. */
const REGRESSED_WEEKS = 10;
/** Themes that hurt fewer in a whole past are counted exactly instead of forecast. */
const FORECAST_PEOPLE = 10;
/** Nobody is woken for fewer people. */
const LEAST_PEOPLE = 3;
const LEAST_EVER = 5;
const YEAR = 52;
const SEASON = 3;
const WEEK = 7 * 24 * 3600 * 1000;
/** An alarm of the same theme so soon after another is the same alarm. */
const SAME_ALARM = 4 * WEEK;

type Test = Pick<PainAlarm, 'method' | 'people' | 'of' | 'expected' | 'history' | 'p'> & {
  themeId: string;
  /** The count that is still within chance at a level. */
  bound(level: number): number;
};

/**
 * The themes of a product that rose in its last whole week beyond what their own past lets expect, corrected over all
 * themes with a past or a present. Long pasts are regressed, short ones smoothed, sparse ones counted exactly.
 */
export function risingThemes(weekly: PeriodCounts): (Omit<Test, 'bound'> & { q: number; bound: number })[] {
  const tests = testThemes(weekly);
  const corrected = benjaminiHochberg(tests.map(({ p }) => p));
  return tests.flatMap((test, i) => {
    const q = corrected[i] ?? 1;
    if (q > ALPHA || test.people < LEAST_PEOPLE) return [];
    return [{ ...test, q, bound: test.bound(ALPHA / tests.length) }];
  });
}

function testThemes({ of, themes }: PeriodCounts): Test[] {
  const last = of.length - 1;
  const now = of[last] ?? 0;
  if (last < 3 || now <= 0) return [];
  const sparse: Sparse[] = [];
  const forecasts: { themeId: string; people: number; forecast: Forecast; method: PainAlarm['method'] }[] = [];
  for (const [themeId, series] of themes) {
    const people = series[last] ?? 0;
    const past = pastOf(series, of);
    const before = past.reduce((sum, { count }) => sum + count, 0);
    if (before + people < LEAST_EVER) continue;
    const next = { of: now, at: 0 };
    const isLong = past.length >= REGRESSED_WEEKS;
    const forecast =
      before < FORECAST_PEOPLE ? null : isLong ? forecastCount(past, next) : smoothedForecast(past, next);
    if (forecast === null) sparse.push({ themeId, people, now, past, before });
    else forecasts.push({ themeId, people, forecast, method: isLong ? 'farrington' : 'ewma' });
  }
  const dispersions = moderatedDispersions(forecasts.map(({ forecast }) => forecast));
  const tested = forecasts.map(({ themeId, people, forecast, method }, i): Test => {
    const dispersion: Dispersion = dispersions[i] ?? { value: 1, df: 1 };
    return {
      themeId,
      method,
      people,
      of: now,
      expected: forecast.mean,
      history: last,
      p: exceedance(people, forecast, dispersion),
      bound: (level) => upperBound(level, forecast, dispersion),
    };
  });
  const common = commonDispersion(forecasts.map(({ forecast }) => forecast));
  return [...tested, ...sparse.map((theme) => exactTest(theme, common))];
}

/**
 * The weeks before the last, `at` counted back from it: all up to a year, or the same season of at least two earlier
 * years.
 */
function pastOf(series: readonly number[], of: readonly number[]): Period[] {
  const last = of.length - 1;
  const weeks = series.slice(0, last).map((count, i): Period => ({ count, of: of[i] ?? 0, at: i - last }));
  if (last < 2 * YEAR + SEASON) return weeks.slice(-YEAR);
  return weeks.filter(({ at }) => {
    const season = -at % YEAR;
    return at <= -YEAR + SEASON && (season <= SEASON || season >= YEAR - SEASON);
  });
}

type Sparse = { themeId: string; people: number; now: number; past: readonly Period[]; before: number };

/** Exact against chance alone, and no surer than a negative binomial of the product's common noise is. */
function exactTest({ themeId, people, now, past, before }: Sparse, common: Dispersion): Test {
  const pastPeople = past.reduce((sum, { of }) => sum + of, 0);
  const forecast = {
    mean: ((before + 0.5) / Math.max(1, pastPeople)) * now,
    logVariance: 1 / (before + 0.5),
    dispersion: 1,
    df: 1,
  };
  const p = (count: number) =>
    Math.max(risenRate(count, now, before, pastPeople), common.value > 1 ? exceedance(count, forecast, common) : 0);
  return {
    themeId,
    method: 'poisson',
    people,
    of: now,
    expected: (before / Math.max(1, pastPeople)) * now,
    history: past.length,
    p: p(people),
    bound(level) {
      let most = 0;
      while (most < people && p(most + 1) > level) most++;
      return most;
    },
  };
}

type AlarmContext = {
  themes: ReadonlyMap<string, Theme>;
  /** The alarms of reports before. */
  raised: readonly RaisedAlarm[];
  now: string;
};

/**
 * The alarms of one product. An alarm keeps the id of an earlier one on the same theme some weeks back, so that it is
 * told once.
 */
export function painAlarms(
  productId: string,
  weekly: PeriodCounts | undefined,
  { themes, raised, now }: AlarmContext,
): PainAlarm[] {
  const week = weekly?.starts.at(-1);
  if (weekly === undefined || week === undefined) return [];
  const heard = { ...weekly, themes: new Map([...weekly.themes].filter(([id]) => themes.get(id)?.muted === false)) };
  return risingThemes(heard).flatMap((alarm): PainAlarm[] => {
    const theme = themes.get(alarm.themeId);
    if (theme === undefined) return [];
    const earlier = raised.find(
      (each) => each.productId === productId && each.themeId === alarm.themeId && isRecent(each, week),
    );
    const id = earlier?.id ?? `${productId}/${alarm.themeId}/${week.slice(0, 10)}`;
    return [{ id, since: earlier ? earlier.since : now, productId, names: theme.names, week, ...alarm }];
  });
}

/** The alarms to be remembered: these, and those of before that could still come again. */
export function remembered(alarms: readonly PainAlarm[], before: readonly RaisedAlarm[], now: string): RaisedAlarm[] {
  const all = [...alarms, ...before.filter((each) => isRecent(each, now))];
  const byId = new Map(all.toReversed().map((each) => [each.id, each]));
  return [...byId.values()].map(({ id, since, productId, themeId, week }) => ({ id, since, productId, themeId, week }));
}

const isRecent = (alarm: RaisedAlarm, time: string) => Date.parse(time) - Date.parse(alarm.week) <= SAME_ALARM;
