import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

const CONNECTIONS = 16;

/** Requests a second of two pages, measured in turns of half a second so that both meet the same machine. Medians. */
export async function compareSpeed(a: string, b: string, rounds: number): Promise<[number, number]> {
  const speeds: [number[], number[]] = [[], []];
  for (const url of [a, b]) await requestsPerSecond(url, 1000);
  for (let round = 0; round < rounds; round++) {
    speeds[0].push(await requestsPerSecond(a, 500));
    speeds[1].push(await requestsPerSecond(b, 500));
  }
  return [median(speeds[0]), median(speeds[1])];
}

function median(values: number[]): number {
  return values.toSorted((x, y) => x - y)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function requestsPerSecond(url: string, ms: number): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nAccept-Language: en\r\n\r\n`;
  const from = performance.now();
  const until = from + ms;
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect(Number(port), hostname);
      let n = 0;
      while (performance.now() < until) {
        await exchange(socket, request);
        n++;
      }
      socket.destroy();
      return n;
    }),
  );
  return (1000 * counts.reduce((x, y) => x + y, 0)) / (performance.now() - from);
}

/** Sends a request and waits for the whole answer: a client that costs little, so that the server is what is measured. */
function exchange(socket: Socket, request: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (text.length < head + 4 + length) return;
      socket.off('data', read);
      socket.off('error', reject);
      if (text.startsWith('HTTP/1.1 200')) resolve();
      else reject(new Error(text.slice(0, 60)));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.write(request);
  });
}
