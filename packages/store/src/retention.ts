import { FIRST_RETENTION, Retention } from '@soundings/contracts/retention';
import { openEditions } from './editions.ts';
import type { Table } from './table.ts';

/** How long the team keeps what. */
export function openRetention(table: Table) {
  return openEditions(table, { pk: 'retention', schema: Retention, first: FIRST_RETENTION });
}
