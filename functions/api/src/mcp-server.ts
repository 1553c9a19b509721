import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Scope } from '@soundings/contracts/access';
import { FeedbackFilter } from '@soundings/contracts/feedback-filter';
import { InterfaceLanguage } from '@soundings/contracts/language';
import { PainReport } from '@soundings/contracts/pain-point';
import { personaMarkdown } from '@soundings/personas/markdown';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { currentDocument, SHOWN_SEGMENTS } from './current-document.ts';
import { searchFeedback } from './feedback-search.ts';
import { wordsIn } from './pages/words.ts';
import { openPersonaDocuments } from './persona-documents.ts';
import { ApiError } from './problems.ts';
import { notedMarkdown } from './sample-mark.ts';

type Served = { store: Store; scopes: readonly Scope[] };

const READ_ONLY = { readOnlyHint: true, openWorldHint: false };
const lang = InterfaceLanguage.default('en').describe('Language of names and documents');
const limit = z.int().min(1).max(100).default(10);

/** Answers one message of the protocol with the tools that a key's scopes allow, all of which only read. */
export async function answerMcp(request: Request, served: Served): Promise<Response> {
  const sample = await served.store.sampleData.current();
  const server = new McpServer(
    { name: 'soundings', version: '1' },
    {
      instructions:
        'What a company’s customers say and do, from its last build: ranked pain points with 95 % intervals, the words ' +
        'behind them, customer segments and personas. Numbers are shares of people with their counts; quote them with both.' +
        (sample ? ` ${wordsIn.en.sample.notice} Say so with them.` : ''),
    },
  );
  if (served.scopes.includes('insights')) addPainTools(server, served);
  if (served.scopes.includes('feedback')) addSearchTool(server, served);
  if (served.scopes.includes('customers')) addSegmentTool(server, served);
  if (served.scopes.includes('personas')) addPersonaTools(server, served);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}

function addPainTools(server: McpServer, { store }: Served): void {
  server.registerTool(
    'pain_points',
    {
      title: 'Pain points',
      description:
        'What hurts, ranked, per product: the share of people who complain with its interval, severity, trend.',
      inputSchema: { product: z.string().optional().describe('Id or name of a product; all without it'), limit, lang },
      annotations: READ_ONLY,
    },
    async ({ product, limit, lang }) => {
      const { build, document } = await currentDocument(store, 'pains', PainReport);
      const products = (document?.products ?? []).filter((each) => isCalled(each, product));
      return said({
        build,
        products: products.map(({ productId, name, role, people, pains }) => ({
          productId,
          name,
          role,
          people,
          pains: pains.slice(0, limit).map(({ id, names, rank, people, feedback, severity, standing, trend }) => ({
            id,
            name: names[lang],
            rank,
            people,
            feedback,
            severity,
            standing,
            direction: trend.direction,
          })),
        })),
      });
    },
  );
  server.registerTool(
    'quotes',
    {
      title: 'Quotes',
      description: 'The words behind one pain point: what people complain of and wish for, as they wrote it.',
      inputSchema: { painPoint: z.string().describe('The id that pain_points gave'), limit, lang },
      annotations: READ_ONLY,
    },
    async ({ painPoint, limit, lang }) => {
      const { document } = await currentDocument(store, 'pains', PainReport);
      const pains = (document?.products ?? []).flatMap((product) =>
        product.pains.filter(({ id }) => id === painPoint).map((pain) => ({ product: product.name, pain })),
      );
      return said(
        pains.map(({ product, pain }) => ({
          product,
          name: pain.names[lang],
          complaints: pain.quotes.slice(0, limit),
          wishes: pain.wishes.slice(0, limit),
        })),
      );
    },
  );
}

function addSearchTool(server: McpServer, { store }: Served): void {
  const { q, themeId, intent, polarity, language, minRating, maxRating, from, to } = FeedbackFilter.shape;
  server.registerTool(
    'search_feedback',
    {
      title: 'Search feedback',
      description:
        'Texts of reviews and answers by their words and by what was found in them, newest first, with how many there are. ' +
        'Theme, intent and polarity are of one and the same mention.',
      inputSchema: {
        q: q.describe('Words, all of which must stand in the text; a word may go on, “in quotation marks” it may not'),
        product: z.string().optional().describe('Id or name of a product; all without it'),
        themeId: themeId.describe('The id of a pain point, which pain_points gives'),
        intent,
        polarity,
        language: language.describe('BCP 47, such as zh or en'),
        minRating,
        maxRating,
        from: from.describe('A day (UTC) or a time'),
        to: to.describe('A day (UTC), whole, or a time'),
        limit,
      },
      annotations: READ_ONLY,
    },
    async ({ product, limit, ...filter }) => {
      const products = await store.products.all();
      const productId = products.find(({ id, name }) => isCalled({ productId: id, name }, product))?.id;
      if (product && !productId) return { ...said('There is no such product.'), isError: true };
      const asked = FeedbackFilter.parse({ ...filter, ...(product && { productId }) });
      const { items, found } = await searchFeedback(store, asked, { limit });
      return said({
        found,
        texts: items.map(({ id, productId, text, rating, channel, occurredAt, receivedAt, analysis }) => ({
          id,
          product: products.find((each) => each.id === productId)?.name,
          text,
          rating,
          channel,
          at: occurredAt ?? receivedAt,
          language: analysis?.language,
        })),
      });
    },
  );
}

function addSegmentTool(server: McpServer, { store }: Served): void {
  server.registerTool(
    'segments',
    {
      title: 'Customer segments',
      description: 'Customers by recency, frequency and money: how many, what they are worth, how likely they stay.',
      inputSchema: {},
      annotations: READ_ONLY,
    },
    async () => {
      const { build, document } = await currentDocument(store, 'segments', SHOWN_SEGMENTS);
      return said({ build, segments: document?.segments ?? [] });
    },
  );
}

function addPersonaTools(server: McpServer, { store }: Served): void {
  const documents = openPersonaDocuments(store);
  server.registerTool(
    'personas',
    {
      title: 'Personas',
      description: 'The personas: their names, sizes and summaries. `persona` gives one whole document.',
      inputSchema: { lang },
      annotations: READ_ONLY,
    },
    async ({ lang }) =>
      said(
        ((await documents.current()).document ?? []).map(({ id, kind, name, summary, segment }) => ({
          id,
          kind,
          name: name[lang],
          summary: summary[lang],
          people: segment.n,
          unit: segment.unit,
          shareOfCustomers: segment.customerShare,
          shareOfRevenue: segment.revenueShare,
        })),
      ),
  );
  server.registerTool(
    'persona',
    {
      title: 'One persona',
      description: 'One persona document in Markdown: every claim with its sample size, interval and evidence.',
      inputSchema: { id: z.string().describe('The id that personas gave'), lang },
      annotations: READ_ONLY,
    },
    async ({ id, lang }) => {
      const persona = await documents.one(id).catch((error: unknown) => {
        if (error instanceof ApiError) return undefined;
        throw error;
      });
      if (!persona) return { ...said('There is no such persona.'), isError: true };
      const note = (await store.sampleData.current()) && wordsIn[lang].sample.notice;
      return said(notedMarkdown(personaMarkdown(persona, lang), note));
    },
  );
}

function isCalled({ productId, name }: { productId: string; name: string }, asked: string | undefined): boolean {
  return !asked || asked === productId || asked.toLowerCase() === name.toLowerCase();
}

function said(value: unknown) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { content: [{ type: 'text' as const, text }] };
}
