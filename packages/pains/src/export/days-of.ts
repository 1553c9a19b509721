import type { ReportWindow } from '@soundings/contracts/pain-point';

/** The first and the last day of a window, whose end is itself excluded. */
export function daysOf({ from, to }: ReportWindow): string {
  const last = new Date(Date.parse(to) - 1).toISOString();
  return `${from.slice(0, 10)} – ${last.slice(0, 10)}`;
}
