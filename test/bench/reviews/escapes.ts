import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { publicLookup } from '@soundings/reviews/fetching/public-address';
import { serveSite } from '@soundings/reviews/testing/local-site';
import { privateAddresses } from '@soundings/reviews/testing/private-addresses';

const OUTSIDE = 'https://reviews.example';
const { signal } = new AbortController();

/**
 * Leads the fetcher to every private address: by name of it, by a redirect, by a name that stands for it, at once or
 * only at the second look. An escape is a request that a server on this machine sees, or anything but a refusal.
 */
export async function tryToEscape(): Promise<{ cases: number; escapes: number }> {
  const canary = await serveSite(() => ({ body: 'inside' }));
  const { port } = new URL(canary.at);
  let location = '';
  const outside = await serveSite(
    ({ url }) => (url.pathname === '/robots.txt' ? { status: 404 } : { status: 302, headers: { location } }),
    [OUTSIDE],
  );
  let [cases, escapes] = [0, 0];
  async function check(url: string, options: Partial<Parameters<typeof openFetcher>[0]> = {}): Promise<void> {
    const fetcher = openFetcher({ contact: 'bench', floorMs: 0, limits: { milliseconds: 3000 }, ...options });
    const before = canary.requests.length;
    const fetched = await fetcher.fetch({ url }, { signal, isInterface: true });
    fetcher.close();
    cases++;
    const isRefused = fetched.kind === 'refused' && fetched.reason === 'unsafe-address';
    if (!isRefused || canary.requests.length > before) escapes++;
  }

  for (const address of privateAddresses) {
    // Where a server listens, so that an escape would be seen.
    const target = address
      .replace(/^(http:\/\/[^/:[]+)\/$/, `$1:${port}/`)
      .replace(/^(http:\/\/\[.*\])\/$/, `$1:${port}/`);
    await check(target);
    location = encodeURI(target);
    await check(`${OUTSIDE}/page`, { standIns: outside.standIns });
    const host = URL.parse(target)?.hostname.replace(/^\[|\]$/g, '') ?? '';
    if (!/^[\d.]+$|:/.test(host)) continue;
    const named = (answers: string[]) => {
      let looks = 0;
      return publicLookup((_, __, done) => {
        const found = answers[Math.min(looks++, answers.length - 1)] ?? '';
        done(null, [{ address: found, family: found.includes(':') ? 6 : 4 }]);
      });
    };
    await check(`http://named.example:${port}/`, { lookup: named([host]) });
    await check(`http://rebinding.example:${port}/`, {
      lookup: publicLookup((_, __, done) =>
        done(null, [
          { address: '8.8.8.8', family: 4 },
          { address: host, family: host.includes(':') ? 6 : 4 },
        ]),
      ),
    });
  }
  await Promise.all([canary.close(), outside.close()]);
  return { cases, escapes };
}
