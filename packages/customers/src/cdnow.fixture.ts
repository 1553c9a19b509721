import { existsSync, readFileSync } from 'node:fs';
import type { History } from './future-purchases.ts';

const FOLDER = new URL('../../../../shared/data/purchases/cdnow/', import.meta.url);
const DAY_MS = 86_400_000;
const CALIBRATION_END = Date.UTC(1997, 8, 30) / DAY_MS;

/** False where the public data sets are not beside the repository. */
export const cdnowIsThere = existsSync(FOLDER);

export type CdnowCustomer = History & { mean: number; later: number };

/** The CDNOW sample as the papers use it: purchases of a day together, weeks, calibrated until 1997-09-30. */
export function cdnowCustomers(): CdnowCustomer[] {
  const customers = new Map<string, Map<number, number>>();
  for (const line of readFileSync(new URL('CDNOW_sample.txt', FOLDER), 'utf8').trim().split('\n')) {
    const [id = '', , date = '', , dollars] = line.trim().split(/\s+/);
    const day = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / DAY_MS;
    const days = customers.get(id) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + Number(dollars));
    customers.set(id, days);
  }
  return [...customers.values()].map((days) => {
    const known = [...days.keys()].filter((day) => day <= CALIBRATION_END).sort((a, b) => a - b);
    const first = known[0] ?? CALIBRATION_END;
    const repeats = known.slice(1);
    return {
      x: repeats.length,
      tx: ((known.at(-1) ?? first) - first) / 7,
      T: (CALIBRATION_END - first) / 7,
      mean: repeats.reduce((sum, day) => sum + (days.get(day) ?? 0), 0) / Math.max(1, repeats.length),
      later: days.size - known.length,
    };
  });
}

/** The published numbers that come with the sample. */
export function cdnowExpected() {
  return JSON.parse(readFileSync(new URL('expected_sample.json', FOLDER), 'utf8'));
}
