import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves an app over HTTP on a free port under `/s`, and gives its origin and a way to stop. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>) {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = 'GET' } = incoming;
    const request = new Request(`http://${incoming.headers.host}${incoming.url?.replace(/^\/s/, '')}`, {
      method,
      headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
      ...(method === 'POST' && { body: Buffer.concat(chunks) }),
    });
    const answer = await fetch(request);
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
