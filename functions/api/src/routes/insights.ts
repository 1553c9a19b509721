import { createRoute } from '@hono/zod-openapi';
import { idOf } from '@soundings/contracts/ids';
import { InterfaceLanguage } from '@soundings/contracts/language';
import { MarketGap } from '@soundings/contracts/market-gap';
import { PainPoint, PainReport } from '@soundings/contracts/pain-point';
import { SegmentReport, SegmentSummary } from '@soundings/contracts/segment';
import { SwotLine } from '@soundings/contracts/swot';
import { Time } from '@soundings/contracts/time';
import * as z from 'zod';
import { type Api, openApi } from '../api.ts';
import { currentDocument, SHOWN_SEGMENTS } from '../current-document.ts';
import { json, listOf, problems } from '../documents.ts';
import { wordsIn } from '../pages/words.ts';
import { painReportAs } from '../pain-report-files.ts';
import { notFound } from '../problems.ts';

const tags = ['Insights'];
const OfProduct = z.object({ productId: idOf('product').optional() });

/** There, and true, while sample data is counted with the rest. */
const SampleMark = z.object({ containsSampleData: z.boolean().optional() });

/** What an insight was built from; null before the first build. */
export const Provenance = z.object({
  build: z.object({ id: z.string(), createdAt: Time, ...SampleMark.shape }).nullable(),
});

/** The published insights, each as its last build left it. */
export function insightRoutes({ store }: Api) {
  return openApi()
    .openapi(
      createRoute({
        method: 'get',
        path: '/pain-points',
        tags,
        summary: 'What hurts, ranked, with numbers and words',
        request: { query: OfProduct },
        responses: { 200: json(listOf(PainPoint).extend(Provenance.shape), 'By product, what hurts most first') },
      }),
      async (c) => {
        const { productId } = c.req.valid('query');
        const { build, document } = await currentDocument(store, 'pains', PainReport);
        const products = (document?.products ?? []).filter((product) => !productId || product.productId === productId);
        return c.json({ items: products.flatMap(({ pains }) => pains), build }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/pain-report',
        tags,
        summary: 'The whole report on pains: counts in and out, themes, products, alarms, gaps and SWOT',
        responses: {
          200: json(PainReport.extend(SampleMark.shape), 'The report'),
          404: problems('No build has been made yet'),
        },
      }),
      async (c) => {
        const { build, document } = await currentDocument(store, 'pains', PainReport);
        if (!document) throw notFound('report yet: start a build');
        return c.json({ ...document, ...(build?.containsSampleData && { containsSampleData: true }) }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/pain-report/{format}',
        tags,
        summary: 'The report on pains to take away: Markdown, CSV, XLSX, or HTML to print',
        request: {
          params: z.object({ format: z.enum(['md', 'csv', 'xlsx', 'html']) }),
          query: z.object({ lang: InterfaceLanguage.default('en') }),
        },
        responses: {
          200: { description: 'The report', content: { 'application/octet-stream': { schema: z.string() } } },
          404: problems('No build has been made yet'),
        },
      }),
      async (c) => {
        const { format } = c.req.valid('param');
        const { build, document } = await currentDocument(store, 'pains', PainReport);
        if (!document) throw notFound('report yet: start a build');
        const { lang } = c.req.valid('query');
        const note = build?.containsSampleData ? wordsIn[lang].sample.notice : undefined;
        const { type, body } = await painReportAs(format, document, { language: lang, note });
        return c.body(body, 200, {
          'content-type': type,
          'content-disposition': `attachment; filename="pain-points.${format}"`,
        });
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/market-gaps',
        tags,
        summary: 'Competitors’ pain that ours is not, tested',
        responses: { 200: json(listOf(MarketGap).extend(Provenance.shape), 'Largest first') },
      }),
      async (c) => {
        const { build, document } = await currentDocument(store, 'pains', PainReport);
        return c.json({ items: document?.gaps ?? [], build }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/swot',
        tags,
        summary: 'Strengths, weaknesses, opportunities and threats, each a tested difference',
        responses: { 200: json(listOf(SwotLine).extend(Provenance.shape), 'The lines') },
      }),
      async (c) => {
        const { build, document } = await currentDocument(store, 'pains', PainReport);
        return c.json({ items: document?.swot ?? [], build }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/segments',
        tags,
        summary: 'Customers by recency, frequency and money',
        responses: {
          200: json(
            listOf(SegmentSummary).extend({
              report: SegmentReport.omit({ segments: true }).nullable(),
              ...Provenance.shape,
            }),
            'The eleven segments; `report` has the eight segments, the models and their calibration',
          ),
        },
      }),
      async (c) => {
        const { build, document } = await currentDocument(store, 'segments', SHOWN_SEGMENTS);
        if (!document) return c.json({ items: [], report: null, build }, 200);
        const { segments, ...report } = document;
        return c.json({ items: segments, report, build }, 200);
      },
    );
}
