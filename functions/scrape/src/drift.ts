import type { Message } from '@soundings/contracts/language';
import type { RunSummary } from '@soundings/contracts/source-progress';

export type DriftKind = 'nothing-found' | 'fields-missing' | 'fewer-than-declared' | 'silent';
export type Drift = { kind: DriftKind; message: Message };

type Course = {
  /** Runs that were well, newest last. */
  history: readonly RunSummary[];
  requiredFields: readonly string[];
  mayBeEmpty: boolean;
  /** Over what was looked through to its end: how many the source says that it has, and how many were read. */
  full: { declared: number; parsed: number };
  /** The last days, since 1970 and ascending, on which reviews were written, and today. */
  days: readonly number[];
  today: number;
};

/** A healthy run shows such a thing less than once in so many. */
const RARE = 1e-3;

/** How a run that could read every page differs from those before it: what the source's team should look at. */
export function findDrift(run: RunSummary, course: Course): Drift[] {
  return [
    nothingFound(run, course),
    ...fieldsMissing(run, course),
    fewerThanDeclared(run, course),
    silent(course),
  ].filter((drift) => drift !== undefined);
}

function nothingFound({ seen }: RunSummary, { history, mayBeEmpty }: Course): Drift | undefined {
  const usual = median(history.slice(-5).map((each) => each.seen));
  if (seen > 0 || mayBeEmpty || usual === 0) return undefined;
  const message =
    usual === undefined
      ? { en: 'No review was found at all.', 'zh-CN': '没有找到任何评论。' }
      : { en: `No review was found where ${usual} are usual.`, 'zh-CN': `没有找到评论，而通常有 ${usual} 条。` };
  return { kind: 'nothing-found', message };
}

/** A field that was there 30 points more often, and by more than chance brings; at first, one that must be there. */
function fieldsMissing({ seen, filled }: RunSummary, { history, requiredFields }: Course): Drift[] {
  const recent = history.slice(-5);
  const total = recent.reduce((sum, each) => sum + each.seen, 0);
  if (seen === 0) return [];
  if (total === 0) {
    const missing = seen >= 5 ? requiredFields.filter((field) => !filled[field]) : [];
    return missing.map((field) => ({
      kind: 'fields-missing',
      message: { en: `None of ${seen} reviews has a ${field}.`, 'zh-CN': `${seen} 条评论都没有 ${field}。` },
    }));
  }
  const fields = [...new Set(recent.flatMap((each) => Object.keys(each.filled)))];
  return fields.flatMap((field) => {
    const had = recent.reduce((sum, each) => sum + (each.filled[field] ?? 0), 0);
    // Laplace's rule: what was always there so far may still once be missing.
    const usual = (had + 1) / (total + 2);
    const share = (filled[field] ?? 0) / seen;
    if (share > usual - 0.3 || binomialTail(filled[field] ?? 0, seen, usual) > RARE) return [];
    const percent = (value: number) => `${Math.round(value * 100)} %`;
    const message = {
      en: `${percent(share)} of the reviews have a ${field}; ${percent(usual)} are usual.`,
      'zh-CN': `有 ${field} 的评论占 ${percent(share)}，而通常占 ${percent(usual)}。`,
    };
    return [{ kind: 'fields-missing' as const, message }];
  });
}

function fewerThanDeclared(run: RunSummary, { full, history }: Course): Drift | undefined {
  const before = history.findLast(({ declared }) => declared !== null)?.declared;
  const grown = run.declared === null || before == null ? 0 : run.declared - before;
  if (full.declared - full.parsed > Math.max(10, full.declared / 5))
    return {
      kind: 'fewer-than-declared',
      message: {
        en: `The source says it has ${full.declared} reviews; ${full.parsed} could be read.`,
        'zh-CN': `来源称有 ${full.declared} 条评论，只读到 ${full.parsed} 条。`,
      },
    };
  if (grown >= 5 && run.new === 0)
    return {
      kind: 'fewer-than-declared',
      message: {
        en: `The source says it has ${grown} more reviews; none of them could be read.`,
        'zh-CN': `来源称多了 ${grown} 条评论，一条也没有读到。`,
      },
    };
  return undefined;
}

/**
 * Has the source been silent for longer than is its way? With gaps between its days of reviews taken as exponential of
 * unknown rate, the chance that the next gap exceeds s after n gaps of mean g is (1 + s/(n·g))^-n, the Pareto predictive
 * under Jeffreys' prior. Since reviews come in bursts, the silence must also be three times the longest gap so far.
 */
function silent({ days, today }: Course): Drift | undefined {
  const gaps = days.slice(1).map((day, i) => day - (days[i] ?? day));
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  const silence = today - (days.at(-1) ?? today);
  if (gaps.length < 5 || silence < 3 || silence <= 3 * Math.max(...gaps)) return undefined;
  if ((1 + silence / span) ** -gaps.length > RARE) return undefined;
  const usual = Math.round(span / gaps.length);
  return {
    kind: 'silent',
    message: {
      en: `No review for ${silence} days, where one every ${usual <= 1 ? 'day' : `${usual} days`} is usual.`,
      'zh-CN': `已有 ${silence} 天没有评论，而通常每${usual <= 1 ? '天' : ` ${usual} 天`}就有一条。`,
    },
  };
}

/** The lower of the two in the middle where there are two. */
function median(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

/** P(X ≤ k) for X binomial of n draws, each a success with probability p: the sum of its terms, each from the last. */
function binomialTail(k: number, n: number, p: number): number {
  let logTerm = n * Math.log1p(-p);
  let sum = Math.exp(logTerm);
  for (let i = 0; i < k; i++) {
    logTerm += Math.log((n - i) / (i + 1)) + Math.log(p / (1 - p));
    sum += Math.exp(logTerm);
  }
  return Math.min(1, sum);
}
