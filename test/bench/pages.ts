import { join } from 'node:path';
import { contentId } from '@soundings/contracts/ids';
import { partitionOf } from '@soundings/store/sharding';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import type { NewItem } from '@soundings/store/table';
import { LocalServer } from '../flows/local-server.ts';
import { type Row, report } from './figures.ts';

// How soon a page's first byte comes with a million mentions and a hundred thousand customers behind it, on one machine:
// the sample's analysed reviews are copied in the table until they carry so many mentions, generated orders are imported,
// one build is made of all of it, and each page is asked for again and again.

const MENTIONS = Number(process.env.MENTIONS ?? 1_000_000);
const CUSTOMERS = Number(process.env.CUSTOMERS ?? 100_000);
const ASKED = 40;
const BUILD_MS = 1_200_000;

function* orders(): Generator<string> {
  yield 'order_id,customer_id,date,amount,currency,category,channel\n';
  for (let i = 0; i < CUSTOMERS * 3; i++) {
    const day = new Date(Date.UTC(2025, 0, 1) + ((i * 7919) % 540) * 86_400_000).toISOString().slice(0, 10);
    yield `o${i},c${(i * 104_729) % CUSTOMERS},${day},${(5 + ((i * 31) % 900) / 10).toFixed(2)},CNY,thing ${i % 12},app\n`;
  }
}

/** Over which partitions a product's feedback is spread. */
function shardsOf(product: string): string[] {
  return Array.from({ length: 16 }, (_, shard) => `${product}#${shard}`);
}

/** Copies the analysed feedback until there are so many mentions; gives how many there are then. */
async function multiply(data: string): Promise<number> {
  const table = openSqliteTable(join(data, 'table.sqlite'));
  const found: NewItem[] = [];
  for (const { id } of (await server.get('/v1/products')).body.items) {
    for (const pk of shardsOf(`feedback#${id}`)) {
      for (let after: string | undefined; ; ) {
        const page = await table.list({ pk, limit: 500, after });
        found.push(...page.items);
        after = page.cursor;
        if (!after) break;
      }
    }
  }
  const mentionsOf = ({ value }: NewItem) => (Object(value).analysis?.mentions ?? []).length;
  const analysed = found.filter((item) => mentionsOf(item) > 0);
  const each = analysed.reduce((sum, item) => sum + mentionsOf(item), 0);
  let mentions = each;
  for (let copy = 1; mentions < MENTIONS && each > 0; copy++) {
    const due = new Date().toISOString();
    const copies = analysed.map(({ pk, sk, value }): NewItem => {
      const id = contentId('feedback', sk, String(copy));
      const product = pk.slice(0, pk.lastIndexOf('#'));
      const author = `${Object(value).author ?? 'a'}-${copy}`;
      return {
        pk: partitionOf(id, shardsOf(product)),
        sk: id,
        value: { ...value, id, author },
        waits: { queue: 'mentions', due },
      };
    });
    await table.create(copies);
    mentions += each;
  }
  await table.close();
  return mentions;
}

async function firstBytes(address: string): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (let i = 0; i < ASKED; i++) {
    const begun = performance.now();
    const answer = await fetch(server.origin + address, { headers: { authorization: `Bearer ${server.key}` } });
    times.push(performance.now() - begun);
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    await answer.arrayBuffer();
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

const server = await LocalServer.start();
try {
  await server.request('/sample-data', { method: 'POST', redirect: 'manual' });
  const [sample] = (await server.get('/v1/insights/builds')).body.items;
  await server.finished(`/v1/insights/builds/${sample.id}`, BUILD_MS);
  const mentions = await multiply(server.data);
  const purchases = await server.sendFile('kind=purchases', [...orders()].join(''));
  await server.finished(`/v1/imports/${purchases}`, BUILD_MS);
  const { body: asked } = await server.post('/v1/insights/builds', {});
  const build = await server.finished(`/v1/insights/builds/${asked.id}`, BUILD_MS);
  console.log(
    `${mentions} mentions, ${CUSTOMERS} customers; the build is ${build.status}: ${JSON.stringify(build.counts)}`,
  );

  const first = async (path: string) => (await server.get(path)).body.items[0];
  const product = (await first('/v1/products')).id;
  const [pain, feedback, survey, persona, customer] = await Promise.all([
    first(`/v1/pain-points?productId=${product}`),
    first(`/v1/feedback?productId=${product}`),
    first('/v1/surveys'),
    first('/v1/personas'),
    first('/v1/churn'),
  ]);
  const addresses = {
    overview: '/',
    pains: '/pain-points',
    pain: `/pain-points/${product}/${pain.id}`,
    competition: '/competition',
    themes: '/themes',
    customers: '/customers',
    movement: '/customers/movement',
    customer: `/customers/people/${customer.customerId}`,
    personas: '/personas',
    persona: `/personas/${persona.id}`,
    surveys: '/surveys',
    survey: `/surveys/${survey.id}`,
    editor: `/surveys/${survey.id}/edit`,
    responses: `/surveys/${survey.id}/responses`,
    sources: '/sources',
    imports: '/imports',
    products: '/products',
    feedback: `/feedback?productId=${product}`,
    texts: '/feedback',
    'search 电池': `/feedback?q=${encodeURIComponent('电池')}`,
    'search battery': '/feedback?q=battery&intent=complaint&polarity=negative&minRating=1&maxRating=3',
    'search for nothing': `/feedback?q=${encodeURIComponent('"不存在的词"')}&productId=${product}&themeId=${pain.id}`,
    'search further back': `/feedback?q=the&to=2025-09-01`,
    text: `/feedback/${feedback.id}`,
    settings: '/settings/audit',
    docs: '/docs',
  };
  const rows: Row[] = [['first byte, ms', 'p50', 'p95']];
  const figures: Record<string, number> = { mentions };
  for (const [name, address] of Object.entries(addresses)) {
    const { p50, p95 } = await firstBytes(address);
    rows.push([name, p50, p95]);
    figures[`${name.replaceAll(/\W+/g, '_')}_p95_ms`] = p95;
  }
  report(figures, rows);
} finally {
  await server.remove();
}
