import type { SampleData } from '@soundings/store/sample-data';
import type { Context, Next } from 'hono';
import type { Api } from './api.ts';

/** Says of an answer whether sample data is in it (`included`) or beside it in the service (`loaded`). */
const HEADER = 'soundings-sample-data';
/** Before the ending of a file that holds some: `pain-points-with-sample-data.csv`. */
const IN_NAME = '-with-sample-data';
/** What goes with an audit, and links that were asked for: none of it is counted. */
const UNCOUNTED = /^\/v1\/(?:audit\/|surveys\/[^/]+\/links\.csv$)/;

/**
 * Answers the request; as long as the sample is counted with the rest, every file that is taken away and every answer of the
 * JSON API says so in a header, and a file with figures or texts of the sample also in its name. What is in a CSV stays as
 * programs read it.
 */
export async function markSample(c: Context, { store }: Api, next: Next): Promise<void> {
  await next();
  const disposition = c.res.headers.get('content-disposition');
  const isFile = disposition?.startsWith('attachment') ?? false;
  const isAnswer = c.req.path.startsWith('/v1/') && c.res.headers.get('content-type')?.includes('json');
  if (c.res.status >= 400 || !(isFile || isAnswer)) return;
  const sample = await store.sampleData.current();
  if (!sample) return;
  const isIn = holdsSample(new URL(c.req.url), sample);
  c.header(HEADER, isIn ? 'included' : 'loaded');
  if (!isFile || !isIn || !disposition) return;
  c.header(
    'content-disposition',
    disposition.replace(/filename="(.*?)(\.[^."]+)?"/, (_, base: string, ending = '') => {
      return `filename="${base}${IN_NAME}${ending}"`;
    }),
  );
}

/** Whether what stands at an address holds some of the sample: a survey's, an import's or a product's own may not. */
function holdsSample({ pathname, searchParams }: URL, sample: SampleData): boolean {
  if (UNCOUNTED.test(pathname)) return false;
  const [, kind, id] = /^\/v1\/(surveys|imports)\/([^/]+)\//.exec(pathname) ?? [];
  if (kind === 'surveys') return id === sample.surveyId;
  if (kind === 'imports') return Object.values(sample.imports).includes(id ?? '');
  const productId = searchParams.get('productId');
  const isOfOne = pathname.startsWith('/v1/feedback/') && productId;
  return !isOfOne || Object.values(sample.products).includes(productId);
}

/** A document in Markdown with a note under its title. */
export function notedMarkdown(document: string, note: string | undefined): string {
  return note ? document.replace(/^# .*\n/, (title) => `${title}\n> **${note}**\n`) : document;
}

/** A page of ours with a note under its title. */
export function notedHtml(page: string, note: string | undefined): string {
  return note ? page.replace('</h1>', () => `</h1>\n<p role="note"><strong>${note}</strong></p>`) : page;
}
