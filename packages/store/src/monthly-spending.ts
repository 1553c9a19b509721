import { MonthlySpending } from '@soundings/contracts/analysis';
import type { Table } from './table.ts';

const pk = 'comprehend-units';

/** The units that a paid analyzer took, month by month. */
export function openMonthlySpending(table: Table) {
  return {
    /** Newest first. */
    async list(limit: number): Promise<MonthlySpending[]> {
      const { items } = await table.list({ pk, limit, newestFirst: true });
      return items.map(({ value }) => MonthlySpending.parse(value));
    },

    /**
     * Takes units of this month's budget, before they are spent. Gives false, taking none, where they would pass it. A
     * negative number gives back what was taken and not spent.
     */
    async take(units: number, budget: number): Promise<boolean> {
      const month = new Date().toISOString().slice(0, 7);
      for (;;) {
        const item = await table.get({ pk, sk: month });
        const spent = item ? MonthlySpending.parse(item.value).units : 0;
        if (units > 0 && spent + units > budget) return false;
        const value: MonthlySpending = { month, units: Math.max(0, spent + units), budget };
        const isTaken = item
          ? await table.replace({ pk, sk: month, value }, item.version)
          : (await table.create([{ pk, sk: month, value }]))[0];
        if (isTaken) return true;
      }
    },
  };
}
