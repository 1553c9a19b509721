import type { ConnectorFixture } from '../../testing/connector-fixture.ts';

/** Google Play's call: an array within a text within an array, behind five characters that are no JSON. */
export const googlePlaySite: ConnectorFixture = {
  connector: 'google-play',
  config: { appId: 'example.kettle' },
  origins: ['https://play.google.com'],
  requests: { full: 2, unchanged: 1 },
  has: { rating: true, title: false },
  site:
    (reviews) =>
    ({ url, method, body }) => {
      if (url.pathname === '/robots.txt') return { status: 404 };
      if (method !== 'POST') return { status: 405 };
      const [[[, asked]]] = JSON.parse(new URLSearchParams(body).get('f.req') ?? '');
      const [, [, , [size, , token]]] = JSON.parse(asked);
      const start = Number(token ?? 0);
      const listed = reviews()
        .slice(start, start + size)
        .map(({ id, author, rating, text, at, version }) => [
          `gp:${id}`,
          [author, []],
          rating,
          null,
          text,
          [at, 0],
          0,
          null,
          null,
          [],
          version,
        ]);
      const next = start + size < reviews().length ? [null, String(start + size)] : null;
      const payload = JSON.stringify([listed, next]);
      return {
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: `)]}'\n${JSON.stringify([['wrb.fr', 'UsvDTd', payload, null, 'generic']])}`,
      };
    },
};
