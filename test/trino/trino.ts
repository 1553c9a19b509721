/** Of a statement's answer: the names and types of its columns, and its rows as Trino writes them in JSON. */
export type TrinoAnswer = { columns: { name: string; type: string }[]; rows: unknown[][] };

type Page = {
  nextUri?: string;
  columns?: TrinoAnswer['columns'];
  data?: unknown[][];
  error?: { errorName: string; message: string };
};

/** Why Trino did not answer: its own name of the error and its message. */
export class TrinoError extends Error {
  override name = 'TrinoError';
}

/** Asks a Trino server by its REST protocol (trino.io/docs/current/develop/client-protocol.html). */
export async function askTrino(origin: string, sql: string, attempts = 5): Promise<TrinoAnswer> {
  const headers = { 'X-Trino-User': 'test', 'X-Trino-Catalog': 'lake', 'X-Trino-Schema': 'soundings' };
  const answer: TrinoAnswer = { columns: [], rows: [] };
  const sent = await fetch(`${origin}/v1/statement`, { method: 'POST', headers, body: sql });
  for (let page: Page = await sent.json(); ; ) {
    // A machine that is busy with something else misses its own heartbeat.
    if (page.error?.errorName === 'NO_NODES_AVAILABLE' && attempts > 1) {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return askTrino(origin, sql, attempts - 1);
    }
    if (page.error) throw new TrinoError(`${page.error.errorName}: ${page.error.message}`);
    answer.columns = page.columns ?? answer.columns;
    answer.rows.push(...(page.data ?? []));
    if (!page.nextUri) return answer;
    page = await (await fetch(page.nextUri, { headers })).json();
  }
}
