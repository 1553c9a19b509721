import { Readable } from 'node:stream';

type Parts = AsyncIterable<string> | Iterable<string | Uint8Array>;

/** An answer that is a file to take away, sent as its parts come. */
export function download(parts: Parts, { name, type }: { name: string; type: string }): Response {
  const stream = Readable.toWeb(Readable.from(encoded(parts))) as ReadableStream<Uint8Array>;
  return new Response(stream, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}

async function* encoded(parts: Parts) {
  const encoder = new TextEncoder();
  for await (const part of parts) yield typeof part === 'string' ? encoder.encode(part) : part;
}
