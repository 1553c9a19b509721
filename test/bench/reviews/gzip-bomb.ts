import { gzipSync } from 'node:zlib';
import { openFetcher } from '@soundings/reviews/fetching/polite-fetcher';
import { serveSite } from '@soundings/reviews/testing/local-site';

const INFLATED = 200_000_000;
const packed = gzipSync(Buffer.alloc(INFLATED));
const server = await serveSite(({ url }) =>
  url.pathname === '/robots.txt' ? { status: 404 } : { headers: { 'content-encoding': 'gzip' }, body: packed },
);
const fetcher = openFetcher({
  contact: 'bench',
  floorMs: 0,
  standIns: server.standIns,
  limits: { bodyBytes: 5_000_000 },
});
const { signal } = new AbortController();
const before = process.memoryUsage().rss;
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 5);
const fetched = await fetcher.fetch({ url: 'https://reviews.example/bomb' }, { signal });
clearInterval(watch);
most = Math.max(most, process.memoryUsage().rss);
fetcher.close();
await server.close();
const reason = fetched.kind === 'failed' ? fetched.reason : fetched.kind;
console.log(JSON.stringify({ packed: packed.length, inflated: INFLATED, reason, megabytes: (most - before) / 1e6 }));
