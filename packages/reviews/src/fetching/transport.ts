import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import type { PageRequest } from './page-request.ts';
import { publicLookup, UnsafeAddress, webAddress } from './public-address.ts';

export type Limits = {
  /** Bytes as they come over the wire, and after decompression. */
  wireBytes: number;
  bodyBytes: number;
  /** For the whole of one request. */
  milliseconds: number;
};

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; wireBytes: number };

export type TransportFailure = 'network' | 'timeout' | 'too-large' | 'encoding';

/** A request that brought no whole answer. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly reason: TransportFailure;

  constructor(reason: TransportFailure, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

const decoders = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  br: createBrotliDecompress,
  identity: () => new PassThrough(),
};

type Options = {
  limits: Limits;
  lookup?: LookupFunction;
  /** For tests alone: servers on this machine, by the origin that they stand for. Nothing about them is checked. */
  standIns?: ReadonlyMap<string, string>;
};

/**
 * Sends one request, following no redirect, to a public address and no other, and reads the answer up to the limits. It
 * stands on Node's own client, whose `lookup` is asked for each new connection to a name; literals are checked before.
 */
export function openTransport({ limits, lookup = publicLookup(), standIns = new Map() }: Options) {
  const plain = new PlainAgent({ keepAlive: true, maxSockets: 2, timeout: limits.milliseconds });
  const secure = new SecureAgent({ keepAlive: true, maxSockets: 2, timeout: limits.milliseconds });

  function open(url: URL, { method = 'GET', headers = {}, body }: Omit<PageRequest, 'url'>, signal: AbortSignal) {
    const standIn = standIns.get(url.origin);
    const to = standIn ? new URL(url.pathname + url.search, standIn) : webAddress(url.href);
    const isSecure = to.protocol === 'https:';
    const request = (isSecure ? requestSecure : requestPlain)(to, {
      method,
      headers: { 'accept-encoding': 'gzip, br', ...headers, host: url.host },
      agent: isSecure ? secure : plain,
      ...(!standIn && { lookup }),
      signal,
    });
    return new Promise<IncomingMessage>((resolve, reject) => {
      request.on('response', resolve).on('error', reject).end(body);
    });
  }

  return {
    async send(request: PageRequest, signal: AbortSignal): Promise<Answer> {
      const time = AbortSignal.timeout(limits.milliseconds);
      try {
        const response = await open(new URL(request.url), request, AbortSignal.any([signal, time]));
        return await read(response, limits);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NoAnswer || error instanceof UnsafeAddress) throw error;
        throw new NoAnswer(time.aborted ? 'timeout' : 'network', { cause: error });
      }
    },
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

export type Transport = ReturnType<typeof openTransport>;

async function read(response: IncomingMessage, limits: Limits): Promise<Answer> {
  const { headers, statusCode: status = 0 } = response;
  // A 304 names the encoding of the page that it does not send.
  const isEmpty = status === 204 || status === 304 || headers['content-length'] === '0';
  const encoding = (!isEmpty && headers['content-encoding']?.trim().toLowerCase()) || 'identity';
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding as keyof typeof decoders]() : undefined;
  if (!decoder || Number(headers['content-length'] ?? 0) > limits.wireBytes) {
    response.destroy();
    throw new NoAnswer(decoder ? 'too-large' : 'encoding');
  }
  const wire = upTo(limits.wireBytes);
  const whole = upTo(limits.bodyBytes);
  const chunks: Buffer[] = [];
  await pipeline(response, wire.stream, decoder, whole.stream, async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) chunks.push(chunk);
  });
  return { status, headers, body: Buffer.concat(chunks), wireBytes: wire.bytes() };
}

function upTo(limit: number) {
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limit) done(new NoAnswer('too-large'));
      else done(null, chunk);
    },
  });
  return { stream, bytes: () => bytes };
}
