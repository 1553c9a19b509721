import type { Table } from '@soundings/store/table';

/** The table, with a count of the texts that were given up by way of it, or put off because they cannot be read. */
export function countingFailures(table: Table): { table: Table; failed: () => number } {
  let failed = 0;
  return {
    table: {
      ...table,
      async replace(item, was) {
        const isReplaced = await table.replace(item, was);
        if (isReplaced && (item.value.status === 'failed' || 'unreadable' in item.value)) failed++;
        return isReplaced;
      },
    },
    failed: () => failed,
  };
}
