import { openDuckDb } from '@soundings/lake/duckdb';
import { openLocalAnalyzer } from '@soundings/text/local-analyzer';
import { runAnalysis } from '../../functions/analyze/src/run-analysis.ts';
import { runReanalyses } from '../../functions/analyze/src/run-reanalyses.ts';
import { KEY, startTestApp } from '../../functions/api/src/pages/test-app.ts';
import { runBuilds } from '../../functions/build-insights/src/run-builds.ts';
import { runErasures } from '../../functions/build-insights/src/run-erasures.ts';
import { runImports } from '../../functions/import/src/run-imports.ts';

let analyzer: ReturnType<typeof openLocalAnalyzer> | undefined;

/** The functions of one machine over a store of their own, in this process: each works when it is told to. */
export async function openMachine() {
  const { app, table, store, cookie, close } = await startTestApp({ maxBodyBytes: 10_000_000 });
  const openSql = () => openDuckDb(store.bucket, { memoryMb: 256 });

  async function ask(method: string, path: string, body?: unknown, type = 'application/json'): Promise<any> {
    const answer = await app.request(path, {
      method,
      headers: { authorization: `Bearer ${KEY}`, 'content-type': type },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  }

  return {
    ask,
    table,
    store,
    openSql,
    /** A page of the team's. */
    async page(path: string): Promise<string> {
      return (await app.request(path, { headers: { cookie, accept: 'text/html' } })).text();
    },
    /** Sends a form of the team's pages. Gives where it leads. */
    async send(path: string, fields: Record<string, string> = {}): Promise<string> {
      const body = new URLSearchParams(fields);
      const answer = await app.request(path, { method: 'POST', body, headers: { cookie, origin: 'http://localhost' } });
      return answer.headers.get('location') ?? `${answer.status}`;
    },
    /** Takes in whatever files wait. */
    async takeFiles(): Promise<void> {
      await runImports({ store, openDuckDb: openSql });
    },
    /** Forgets a customer, in all that there is. */
    async erase(customerId: string): Promise<void> {
      await ask('DELETE', `/v1/customers/${customerId}`);
      await runErasures({ store, openDuckDb: openSql });
    },
    /** As a respondent without scripts: asks the page and sends its form until there is none. */
    async respond(path: string, answers: Record<string, string | readonly string[]>): Promise<void> {
      let page = await (await app.request(path)).text();
      const [action = ''] = path.split('?');
      for (let step = 0; step < 20 && page.includes('name="_state"'); step++) {
        const form = new URLSearchParams({ _state: /name="_state" value="([^"]+)"/.exec(page)?.[1] ?? '' });
        for (const [, question = '', rest = ''] of page.matchAll(/<fieldset class="q[^>]*data-q="([^"]+)"([^>]*)>/g)) {
          if (rest.includes('disabled')) continue;
          form.append('_q', question);
          for (const value of [answers[question] ?? []].flat()) form.append(`a.${question}`, value);
        }
        form.append('_go', 'next');
        const answer = await app.request(action, { method: 'POST', body: form });
        if (answer.status !== 200) throw new Error(`the survey answered ${answer.status}`);
        page = await answer.text();
      }
    },
    async take(query: string, file: string): Promise<void> {
      await ask('POST', `/v1/imports?${query}`, file, 'text/csv');
      await runImports({ store, openDuckDb: openSql });
    },
    /** Has one persona of all customers. */
    async groupAll(): Promise<void> {
      const everybody = {
        id: 'all',
        name: { 'zh-CN': '全部', en: 'All' },
        where: [{ column: 'frequency', atLeast: 1 }],
      };
      const settings = { k: 5, legalBasis: [], groupings: [{ id: 'all', rules: [everybody] }] };
      await ask('PUT', '/v1/persona-settings', { basedOn: 0, settings });
    },
    /** Reads all texts, builds, and gives the persona documents. */
    async build(): Promise<any[]> {
      await runReanalyses({ store });
      analyzer ??= openLocalAnalyzer();
      await runAnalysis({ store, analyzer: await analyzer });
      const { id } = await ask('POST', '/v1/insights/builds', {});
      await runBuilds({ store, openDuckDb: openSql });
      const build = await ask('GET', `/v1/insights/builds/${id}`);
      if (build.status !== 'done') throw new Error(`${build.status}: ${build.failure}`);
      return (await ask('GET', '/v1/personas')).items;
    },
    close,
  };
}
