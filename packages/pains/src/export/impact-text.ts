import type { Severity } from '@soundings/contracts/pain-point';

/** What a pain costs, with its 95 % interval and n: `0.26 (0.18 … 0.36), n = 194`; a dash where nothing tells it. */
export function impactText(severity: Severity | null): string {
  if (severity === null || severity.impact === null) return '–';
  const { impact, low, high, n } = severity;
  const interval = low === null || high === null ? '' : ` (${points(low)} … ${points(high)})`;
  return `${points(impact)}${interval}, n = ${Math.round(n * 10) / 10}`;
}

/** In hundredths, without a minus before nothing. */
const points = (value: number) => (Math.round(value * 100) / 100 + 0).toFixed(2);
