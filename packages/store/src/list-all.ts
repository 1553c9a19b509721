import type { JsonObject, Table } from './table.ts';

/** Every value of a partition that holds few, in the order of their sort keys. */
export async function listAll(table: Table, pk: string): Promise<JsonObject[]> {
  const values: JsonObject[] = [];
  for (let after: string | undefined; ; ) {
    const page = await table.list({ pk, limit: 200, after });
    values.push(...page.items.map(({ value }) => value));
    if (!page.cursor) return values;
    after = page.cursor;
  }
}
