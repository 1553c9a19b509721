import { createRoute } from '@hono/zod-openapi';
import { ChurnWarning } from '@soundings/contracts/customer';
import { CustomerProfile } from '@soundings/contracts/customer-insights';
import { InterfaceLanguage } from '@soundings/contracts/language';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { warningsCsv } from '../churn-file.ts';
import { currentDocument } from '../current-document.ts';
import { profileOf } from '../customer-lake.ts';
import { json, listOf, problems } from '../documents.ts';
import { Provenance } from './insights.ts';

const tags = ['Customers'];

/** One customer, and those who are about to stay away. */
export function customerRoutes({ store }: Api) {
  const warnings = () => currentDocument(store, 'churn-warnings', z.array(ChurnWarning));

  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/customers/{id}',
        tags,
        summary: 'One customer: scores over time, purchases, rhythm, value with its interval, answers',
        request: { params: z.object({ id: z.string().min(1).max(500) }) },
        responses: { 200: json(CustomerProfile, 'The customer'), 404: problems('No such customer') },
      }),
      async (c) => c.json(await profileOf(store, c.req.valid('param').id), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/churn',
        tags,
        summary: 'Who is about to stay away, by expected purchases, each explained by their own rhythm',
        responses: { 200: json(listOf(ChurnWarning).extend(Provenance.shape), 'Fewest expected purchases first') },
      }),
      async (c) => {
        const { build, document } = await warnings();
        return c.json({ items: document ?? [], build }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/churn/warnings.csv',
        tags,
        summary: 'The same as a spreadsheet',
        request: { query: z.object({ lang: InterfaceLanguage.default('en') }) },
        responses: { 200: { description: 'One customer a row', content: { 'text/csv': { schema: z.string() } } } },
      }),
      async (c) => {
        const { document } = await warnings();
        return c.body(warningsCsv(document ?? [], c.req.valid('query').lang), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="churn-warnings.csv"',
        });
      },
    );
}
