import { PainReport } from '@soundings/contracts/pain-point';
import { Persona } from '@soundings/contracts/persona';
import { SegmentReport } from '@soundings/contracts/segment';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';

/** Nearly all pages show these three; null where no purchases are known. */
export const SHOWN_SEGMENTS = SegmentReport.nullable();
export const SHOWN_PERSONAS = z.array(Persona);

/** Larger documents (lists of an audience's people) are read too seldom to be held. */
const HELD_BYTES = 4_000_000;
const HELD_DOCUMENTS = 16;

type Held = { body: Buffer; schema: z.ZodType; document: unknown };
const held = new WeakMap<Store['reports'], Map<string, Held>>();

/**
 * A document of the build that is shown now, with the build, which says while the sample is counted with the rest. Nobody
 * may change the document: others are shown it too.
 */
export async function currentDocument<T>(store: Store, name: string, schema: z.ZodType<T>) {
  const [current = null, sample] = await Promise.all([store.reports.current(), store.sampleData.current()]);
  const build = current && { ...current, ...(sample && { containsSampleData: true }) };
  return { build, document: build ? await documentOf(store, { buildId: build.id, name, schema }) : undefined };
}

/** A build's report on pains, or undefined. */
export function painReportOf(store: Store, buildId: string): Promise<PainReport | undefined> {
  return documentOf(store, { buildId, name: 'pains', schema: PainReport });
}

/** A build's personas, or undefined. */
export function personasOf(store: Store, buildId: string): Promise<Persona[] | undefined> {
  return documentOf(store, { buildId, name: 'personas', schema: SHOWN_PERSONAS });
}

/**
 * Reading and checking a document's JSON takes ten times as long as fetching it. It is fetched each time, since an erasure
 * changes documents that were published, and read again only where its bytes are others than before.
 */
async function documentOf<T>(
  { reports }: Store,
  { buildId, name, schema }: { buildId: string; name: string; schema: z.ZodType<T> },
): Promise<T | undefined> {
  const body = await reports.body(buildId, name);
  if (!body) return undefined;
  const mine = held.get(reports) ?? new Map<string, Held>();
  held.set(reports, mine);
  const key = `${buildId}/${name}`;
  const known = mine.get(key);
  if (known?.schema === schema && known.body.equals(body)) return known.document as T;
  const document = schema.parse(JSON.parse(body.toString('utf8')));
  if (body.length > HELD_BYTES) return document;
  mine.delete(key);
  mine.set(key, { body, schema, document: freeze(document) });
  const [oldest] = mine.keys();
  if (mine.size > HELD_DOCUMENTS && oldest !== undefined) mine.delete(oldest);
  return document;
}

function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const each of Object.values(value)) freeze(each);
  return value;
}
