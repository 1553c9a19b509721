import type { LocalizedText } from '@soundings/contracts/language';

/** Ages as official statistics group them. */
const AGES = [18, 25, 35, 45, 55, 65];

type Counted = { value: string; people: number };

/**
 * Answers in numbers as a few classes: ages by the usual limits, other numbers by the quartiles of everyone's answers,
 * moved to round figures. Classes are named `low–high`, `low` included, `high` of whole numbers as well.
 */
export function binNumbers(rows: readonly Counted[], name: string) {
  const limits = name === 'age' ? AGES : quartileLimits(rows);
  const classOf = (value: string) => {
    const number = Number(value);
    const index = limits.findLastIndex((limit) => number >= limit);
    return className(limits, index);
  };
  return {
    valueOf: classOf,
    label: (value: string): LocalizedText => (name === 'age' ? ageName(value) : { und: value }),
    place: (value: string): number => [-1, ...limits.keys()].findIndex((index) => className(limits, index) === value),
  };
}

function ageName(value: string): LocalizedText {
  const [, under] = /^<(\d+)$/.exec(value) ?? [];
  const [, over] = /^(\d+)\+$/.exec(value) ?? [];
  if (under) return { 'zh-CN': `${under} 岁以下`, en: `under ${under}` };
  return { 'zh-CN': over ? `${over} 岁及以上` : `${value} 岁`, en: value };
}

function className(limits: readonly number[], index: number): string {
  const low = limits[index];
  const high = limits[index + 1];
  if (low === undefined) return `<${limits[0]}`;
  if (high === undefined) return `${low}+`;
  return Number.isInteger(high) ? (high - 1 === low ? String(low) : `${low}–${high - 1}`) : `${low}–${high}`;
}

function quartileLimits(rows: readonly Counted[]): number[] {
  const ascending = rows
    .map(({ value, people }) => ({ value: Number(value), people }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => a.value - b.value);
  const total = ascending.reduce((sum, { people }) => sum + people, 0);
  const at = (part: number) => {
    let below = 0;
    for (const { value, people } of ascending) {
      below += people;
      if (below >= part * total) return Number(value.toPrecision(2));
    }
    return 0;
  };
  return [...new Set([0.25, 0.5, 0.75].map(at))].sort((a, b) => a - b);
}
