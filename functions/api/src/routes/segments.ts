import { createRoute } from '@hono/zod-openapi';
import { CampaignEffect, CustomerInsights, ExchangeRate, Migration } from '@soundings/contracts/customer-insights';
import { CustomerSettings } from '@soundings/contracts/customer-settings';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { currentDocument } from '../current-document.ts';
import { effectOf, MOST_MEMBERS, migrationBetween } from '../customer-lake.ts';
import { json, problems, requiredJson } from '../documents.ts';
import { notFound } from '../problems.ts';

const tags = ['Customers'];
const Day = z.iso.date();
const Members = z.array(z.string().min(1).max(500)).min(2).max(MOST_MEMBERS);
const Rates = z.object({ rates: z.array(ExchangeRate).max(50_000) });

/** How customers buy and move, what a campaign did, and how customers are counted. */
export function segmentRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/insights',
        tags,
        summary: 'How customers buy: scores, habits, cohorts, baskets, clusters, purchase path',
        responses: {
          200: json(CustomerInsights, 'As the last build found it'),
          404: problems('No build with purchases has been made yet'),
        },
      }),
      async (c) => {
        const { document } = await currentDocument(store, 'customer-insights', CustomerInsights.nullable());
        if (!document) throw notFound('report yet: import purchases and start a build');
        return c.json(document, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/migration',
        tags,
        summary: 'Who moved from which segment to which between two days',
        description: 'Days are those that `/v1/segments/insights` lists; by default from three months ago to now.',
        request: {
          query: z.object({
            from: Day.optional(),
            to: Day.optional(),
            map: z.enum(['segment', 'eight']).default('segment'),
          }),
        },
        responses: {
          200: json(
            Migration.extend({ from: Day, to: Day }),
            'Rows sum to the segments before, columns to those after',
          ),
          404: problems('Of these days it is not known'),
        },
      }),
      async (c) => {
        const { from, to, migration } = await migrationBetween(store, c.req.valid('query'));
        return c.json({ from, to, ...migration }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/effect',
        tags,
        summary: 'What a campaign did: its audience less its holdout',
        description: 'The difference is the campaign’s own only if chance decided who was held out.',
        request: {
          body: requiredJson(
            z.strictObject({
              audience: Members,
              holdout: Members,
              from: Day.meta({ description: 'First day that counts' }),
              until: Day.meta({ description: 'Purchases before this day count' }),
            }),
          ),
        },
        responses: {
          200: json(CampaignEffect, 'Differences with their 95 % intervals'),
          400: problems('The lists or days are not right'),
        },
      }),
      async (c) => c.json(await effectOf(store, c.req.valid('json')), 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/settings',
        tags,
        summary: 'How customers are counted and scored',
        responses: { 200: json(CustomerSettings, 'The settings') },
      }),
      async (c) => c.json(await store.customerSettings.read(), 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/settings',
        tags,
        summary:
          'Choose the reporting currency, people or accounts, and how they are scored; the next build follows it',
        request: { body: requiredJson(CustomerSettings) },
        responses: { 200: json(CustomerSettings, 'The settings'), 400: problems('The body is not right') },
      }),
      async (c) => {
        await store.customerSettings.write(c.req.valid('json'));
        return c.json(c.req.valid('json'), 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/rates',
        tags,
        summary: 'The exchange rates to the reporting currency',
        responses: { 200: json(Rates, 'The rates') },
      }),
      async (c) => c.json({ rates: await store.customerSettings.rates() }, 200),
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/rates',
        tags,
        summary: 'Put these exchange rates in the place of all former ones',
        description: 'Each holds from its day until the next day of the same currency.',
        request: { body: requiredJson(Rates) },
        responses: { 200: json(Rates, 'The rates'), 400: problems('The body is not right') },
      }),
      async (c) => {
        await store.customerSettings.writeRates(c.req.valid('json').rates);
        return c.json(c.req.valid('json'), 200);
      },
    );
}
