import type { Connector } from './connector.ts';
import { schemaOrg } from './connectors/schema-org/connector.ts';
import { connectors } from './connectors.ts';
import type { Fetcher } from './fetching/polite-fetcher.ts';
import { parseHtml } from './markup.ts';
import { pageText } from './page-text.ts';

export type Guess = { connector: Connector; config: Record<string, unknown> };

/**
 * Which connector an address is for: by the address itself, else by what stands on the page, else as a page with reviews
 * in schema.org's words.
 */
export async function guessSource(
  address: string,
  { fetcher, signal }: { fetcher: Fetcher; signal: AbortSignal },
): Promise<Guess> {
  const url = new URL(address);
  for (const connector of connectors) {
    const config = connector.guess(url);
    if (config) return { connector, config };
  }
  const fetched = await fetcher.fetch({ url: url.href }, { signal });
  if (fetched.kind === 'page') {
    const document = parseHtml(pageText(fetched.page));
    const marked = schemaOrg
      .open({ urls: [url.href] })
      .parse(fetched.page, { partition: '', since: null, request: { url: url.href } });
    const found = marked.reviews.length === 0 ? connectors : [];
    for (const connector of found) {
      const config = connector.recognize(document, url);
      if (config) return { connector, config };
    }
  }
  return { connector: schemaOrg, config: { urls: [url.href] } };
}
