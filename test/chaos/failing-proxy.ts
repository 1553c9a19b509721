import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { answerHalf, canBe, type Disturbance, type Fault } from './disturbed-cloud.ts';

type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: Buffer };
type Answered = { status: number; headers: IncomingMessage['headers']; body: Buffer };

/**
 * An HTTP server before an emulator of AWS, which passes on what the SDK asks. The SDK repeats a call under one id: of
 * the calls that begin after `begin`, every repetition of the one with number `at` comes to the same grief.
 */
export async function openFailingProxy(endpoint: string) {
  let disturbance: Disturbance = {};
  let calls: string[] = [];
  let numbers = new Map<string, number>();

  /** Which call of those since `begin` this is, from 1 on. */
  function numberOf(asked: Asked): number {
    const id = String(asked.headers['amz-sdk-invocation-id']);
    const known = numbers.get(id);
    if (known) return known;
    numbers.set(id, calls.push(callOf(asked)));
    return calls.length;
  }

  const server = createServer(async (incoming, outgoing) => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const asked: Asked = { method, path, headers, body: await buffer(incoming) };
    const { at, fault = 'broken' } = disturbance;
    const isIt = numberOf(asked) === at && canBe(fault, callOf(asked));
    const pass = (changed = asked) => passOn(endpoint, changed);
    await (isIt ? faults[fault](asked, pass, outgoing) : pass().then((answer) => give(outgoing, answer)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    begin(next: Disturbance) {
      [disturbance, calls, numbers] = [next, [], new Map()];
    },
    calls: () => [...calls],
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The operation, by the name that the SDK gives it. */
function callOf({ method, path, headers }: Asked): string {
  const target = String(headers['x-amz-target'] ?? '').split('.')[1];
  const { searchParams } = new URL(path, 'http://aws');
  if (searchParams.has('list-type')) return 'ListObjectsV2';
  return target ?? searchParams.get('x-id') ?? (method === 'HEAD' ? 'HeadObject' : method);
}

const isDynamo = ({ headers }: Asked) => 'x-amz-target' in headers;

/** An error as the service writes it, which quotes what it was asked, as AWS's own may. */
function refusal(asked: Asked, status: number, [ofDynamo, ofS3]: [string, string]): Answered {
  const quoted = asked.body.toString().replaceAll(/[<&]/g, '');
  return isDynamo(asked)
    ? {
        status: status === 503 ? 400 : status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: Buffer.from(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${ofDynamo}`, message: quoted })),
      }
    : {
        status,
        headers: { 'content-type': 'application/xml' },
        body: Buffer.from(`<Error><Code>${ofS3}</Code><Message>${quoted}</Message></Error>`),
      };
}

type Pass = (changed?: Asked) => Promise<Answered>;

const faults: Record<Fault, (asked: Asked, pass: Pass, outgoing: ServerResponse) => Promise<void>> = {
  async throttled(asked, _, outgoing) {
    give(outgoing, refusal(asked, 503, ['ProvisionedThroughputExceededException', 'SlowDown']));
  },
  async broken(asked, _, outgoing) {
    give(outgoing, refusal(asked, 500, ['InternalServerError', 'InternalError']));
  },
  async lost(_, pass, outgoing) {
    await pass();
    outgoing.destroy();
  },
  async partial(asked, pass, outgoing) {
    if (!isDynamo(asked)) {
      const { status, headers, body } = await pass();
      outgoing.writeHead(status, headers);
      outgoing.write(body.subarray(0, body.length >> 1), () => outgoing.destroy());
      return;
    }
    const half = await answerHalf(JSON.parse(asked.body.toString()), async (input) => {
      const { body } = await pass({ ...asked, body: Buffer.from(JSON.stringify(input)) });
      return JSON.parse(body.toString());
    });
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    give(outgoing, { status: 200, headers, body: Buffer.from(JSON.stringify(half)) });
  },
};

function give(outgoing: ServerResponse, { status, headers, body }: Answered): void {
  // The body was read whole: its length is known, and no checksum of another body may go with it.
  const { 'x-amz-crc32': _, 'transfer-encoding': __, ...kept } = headers;
  outgoing.writeHead(status, kept).end(body);
}

function passOn(endpoint: string, { method, path, headers, body }: Asked): Promise<Answered> {
  const { 'transfer-encoding': _, ...kept } = headers;
  return new Promise((resolve, reject) => {
    const sent = request(endpoint + path, { method, headers: { ...kept, 'content-length': body.length } });
    sent.on('error', reject).on('response', async (answer) => {
      resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) });
    });
    sent.end(body);
  });
}
