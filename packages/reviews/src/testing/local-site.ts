import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type SiteRequest = { url: URL; method: string; headers: IncomingMessage['headers']; body: string };
export type SiteAnswer = { status?: number; headers?: Record<string, string>; body?: string | Uint8Array };
/** A site as a function: what it answers to a request. It may also write to the response itself and give nothing. */
export type Site = (
  request: SiteRequest,
  response: ServerResponse,
) => SiteAnswer | undefined | Promise<SiteAnswer | undefined>;

/** Serves a site on this machine under the origins that it stands for, and counts what it is asked. */
export async function serveSite(site: Site, origins: readonly string[] = ['https://reviews.example']) {
  const requests: SiteRequest[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const url = new URL(incoming.url ?? '/', `https://${incoming.headers.host}`);
    const request = { url, method: incoming.method ?? 'GET', headers: incoming.headers, body };
    requests.push(request);
    const answer = await site(request, response);
    if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    at,
    requests,
    standIns: new Map(origins.map((origin) => [origin, at])),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
