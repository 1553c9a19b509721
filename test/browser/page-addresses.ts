import { startTestApp } from '../../functions/api/src/pages/test-app.ts';
import type { LocalServer } from '../flows/local-server.ts';

/** Not pages, or no pages of the team's: they only lead elsewhere or are looked at by tests of their own. */
const NO_PAGES = ['/healthz', '/mcp', '/openapi.json', '/assets/:name', '/sign-in/', '/sources/preview', '/v1/', '/s/'];

/** The routes under which the team's pages are found. */
export async function pageRoutes(): Promise<string[]> {
  const { app } = await startTestApp();
  const routes = app.routes.filter(({ method, path }) => method === 'GET' && !path.includes('*'));
  return [...new Set(routes.map(({ path }) => path))].filter((path) => !NO_PAGES.some((no) => path.startsWith(no)));
}

/** Whether an address is one of a route's. */
export function isOf(route: string, address: string): boolean {
  const pattern = route.replaceAll(/:\w+/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(address.split('?')[0] ?? '');
}

/** A source that refuses at once and so stops, and a webhook that took nothing. */
export async function addWhatTheSampleLacks(server: LocalServer): Promise<void> {
  const productId = await firstId(server, '/v1/products');
  const config = { url: 'http://127.0.0.1/feed' };
  const { id } = (await server.post('/v1/sources', { productId, connector: 'feed', config })).body;
  const hook = await server.post('/v1/webhooks', { url: 'https://nobody.invalid/', events: ['response.received'] });
  const test = await server.post(`/v1/webhooks/${hook.body.id}/test`);
  if (test.status !== 200) throw new Error(`the test message came to ${test.status}`);
  while ((await server.get(`/v1/sources/${id}`)).body.status !== 'stopped')
    await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Adds a grouping of personas, whose id is `own`, to those that the next build makes. */
export async function groupByRules(server: LocalServer, name: string): Promise<void> {
  const { edition, settings } = (await server.get('/v1/persona-settings')).body;
  const named = { 'zh-CN': name, en: name };
  const rules = [{ id: 'all', name: named, where: [{ column: 'frequency', atLeast: 1 }] }];
  const groupings = [...settings.groupings, { id: 'own', name: named, rules }];
  const { status } = await server.request('/v1/persona-settings', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ basedOn: edition, settings: { ...settings, groupings } }),
  });
  if (status !== 200) throw new Error(`the grouping came to ${status}`);
}

/** The address of one page of each kind, of what the server knows; throws where it knows none of a kind. */
export async function pageAddresses(server: LocalServer): Promise<string[]> {
  const [product, survey, importId, persona, build, source, webhook, customer] = await Promise.all([
    ...['products', 'surveys', 'imports', 'personas', 'insights/builds', 'sources', 'webhooks'].map((noun) =>
      firstId(server, `/v1/${noun}`),
    ),
    server.get('/v1/churn').then(({ body }) => body.items[0]?.customerId as string),
  ]);
  const [pain, feedback] = await Promise.all(
    ['pain-points', 'feedback'].map((noun) => firstId(server, `/v1/${noun}?productId=${product}`)),
  );
  const { definition } = (await server.get(`/v1/surveys/${survey}`)).body;
  const [page] = definition.pages;
  return [
    '/',
    ...['products', 'imports', 'sources', 'pain-points', 'competition', 'themes', 'customers', 'personas', 'surveys'],
    ...['feedback', 'strategies', 'persona-settings', 'settings', 'docs', 'sign-in'],
    `pain-points/${product}/${pain}`,
    `themes/${pain}`,
    ...['warnings', 'movement', 'habits', 'path', 'effect', 'scoring', 'currencies', `people/${customer}`].map(
      (each) => `customers/${each}`,
    ),
    'personas/side-by-side',
    `personas/${persona}`,
    ...['versions', 'compare?from=1&to=1', 'audience'].map((each) => `personas/${persona}/${each}`),
    ...['strategies/new', 'strategies/win-back', 'persona-settings/groupings/new', 'persona-settings/groupings/own'],
    'builds/schedule',
    `builds/${build}`,
    `surveys/${survey}`,
    ...['responses', 'preview', 'edit', 'edit/settings', `edit/pages/${page.id}`].map(
      (each) => `surveys/${survey}/${each}`,
    ),
    `surveys/${survey}/edit/questions/${page.questions[0].id}`,
    `imports/${importId}`,
    'sources/new',
    'sources/new?connector=json-api',
    `sources/${source}`,
    'feedback?q=电池&intent=complaint',
    'feedback?q=电池&intent=praise&language=en',
    `feedback/${feedback}?q=a`,
    ...[
      'members',
      'keys',
      'sign-in',
      'audit',
      'retention',
      'webhooks',
      'erasures',
      'sample-data',
      `webhooks/${webhook}`,
    ].map((each) => `settings/${each}`),
    'settings/retention?reviews=365&responses=90&uploads=forever&pages=7&auditLog=90',
    'nothing-here',
  ].map((address) => (address === '/' ? address : `/${address}`));
}

async function firstId(server: LocalServer, path: string): Promise<string> {
  const id = (await server.get(path)).body.items[0]?.id;
  if (typeof id !== 'string') throw new Error(`${path} lists nothing`);
  return id;
}
