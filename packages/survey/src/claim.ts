import type { SurveyResponse } from '@soundings/contracts/survey-response';
import type { Place } from './place.ts';

/**
 * One response's claim to its places. `open` until `until` (milliseconds since 1970), then anyone may void it;
 * `refused` when it was voided or a place was full; `committed` for good. A committed claim carries its response until
 * that is stored.
 */
export interface Claim {
  surveyId: string;
  responseId: string;
  state: 'open' | 'refused' | 'committed';
  until: number;
  /** Slot by cell. */
  slots: Record<string, number>;
  response: SurveyResponse | null;
}

/** One of the numbered slots of a cell and whose it is; nobody's where it was given back. */
export interface Slot {
  surveyId: string;
  cell: string;
  number: number;
  responseId: string | null;
  /** The version of the claim when it was taken: an attempt that was overtaken keeps its hands off its successor's slots. */
  attempt: number;
  /** Its holder is stored: it is taken for good. */
  settled: boolean;
}

/** A value as read, with the version that a write must still find. */
export type Versioned<T> = T & { version: number };

/** What is asked of the store: reads that see every finished write, and single-item conditional writes. */
export interface ClaimStore {
  claim(surveyId: string, responseId: string): Promise<Versioned<Claim> | null>;
  /** The new version, or null where there is one already (create) or it has changed (replace). */
  createClaim(claim: Claim): Promise<number | null>;
  replaceClaim(claim: Claim, was: number): Promise<number | null>;
  /** Those of at most 100 slots of a cell that exist. */
  slots(surveyId: string, cell: string, numbers: readonly number[]): Promise<Versioned<Slot>[]>;
  createSlot(slot: Slot): Promise<number | null>;
  replaceSlot(slot: Slot, was: number): Promise<number | null>;
  /** Stores a response; false where it is stored already. */
  storeResponse(response: SurveyResponse): Promise<boolean>;
}

// For this long a claim is its own server's; longer than any server may work on a request.
const LEASE_MS = 60_000;
// The same response sent again takes over sooner: its respondent waits. A slow server then merely finds itself overtaken.
const PATIENCE_MS = 2000;
const TRIES = 40;
const BLOCK = 100;

/**
 * Stores a response in the places it needs, once, and never more responses in a cell than its limit.
 *
 * Each cell has as many numbered slots as its limit, each an item that one claim holds at a time. A response opens a
 * claim, takes a slot in each of its cells, then commits the claim. Every step is a conditional write of one item, and
 * the commit is the only one that counts: it fails if the claim was voided meanwhile. A claim left open by a crash is
 * voided by whoever needs its slot once its time is up, so nothing has to sweep. Repeating the call with the same
 * response, at any point and from any process, finishes what was begun.
 */
export async function acceptResponse(
  store: ClaimStore,
  response: SurveyResponse,
  {
    places,
    now = Date.now,
    wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  }: { places: readonly Place[]; now?: () => number; wait?: (ms: number) => Promise<void> },
): Promise<'created' | 'replayed' | 'full' | 'busy'> {
  if (places.length === 0) return (await store.storeResponse(response)) ? 'created' : 'replayed';
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const claim = await openClaim(store, response, now());
    if (claim === 'working') await wait(10 + 10 * attempt);
    else if (claim !== 'changed') {
      if (claim.state === 'committed') return (await settle(store, claim)) ? 'created' : 'replayed';
      const outcome = await commit(store, response, { claim, places, now });
      if (outcome !== 'changed') return outcome;
    }
  }
  return 'busy';
}

/** The response's claim, open for this call alone or committed; `working` where another call has it open. */
async function openClaim(
  store: ClaimStore,
  response: SurveyResponse,
  now: number,
): Promise<Versioned<Claim> | 'working' | 'changed'> {
  const { surveyId, id: responseId } = response;
  const open: Claim = { surveyId, responseId, state: 'open', until: now + LEASE_MS, slots: {}, response: null };
  const known = await store.claim(surveyId, responseId);
  if (known?.state === 'committed') return known;
  if (known?.state === 'open' && now < known.until - LEASE_MS + PATIENCE_MS) return 'working';
  const version = known ? await store.replaceClaim(open, known.version) : await store.createClaim(open);
  return version === null ? 'changed' : { ...open, version };
}

async function commit(
  store: ClaimStore,
  response: SurveyResponse,
  { claim, places, now }: { claim: Versioned<Claim>; places: readonly Place[]; now: () => number },
): Promise<'created' | 'replayed' | 'full' | 'changed'> {
  const held: Versioned<Slot>[] = [];
  for (const place of places) {
    const slot = await takeSlot(store, claim, { ...place, now });
    if (slot === 'overtaken') {
      await giveBack(store, held);
      return 'changed';
    }
    if (!slot) {
      const refused = await store.replaceClaim({ ...claim, state: 'refused' }, claim.version);
      await giveBack(store, held);
      return refused === null ? 'changed' : 'full';
    }
    held.push(slot);
  }
  const slots = Object.fromEntries(held.map(({ cell, number }) => [cell, number]));
  const committed: Claim = { ...claim, state: 'committed', slots, response };
  const version = await store.replaceClaim(committed, claim.version);
  if (version === null) {
    await giveBack(store, held);
    return 'changed';
  }
  return (await settle(store, { ...committed, version }, held)) ? 'created' : 'replayed';
}

/** Stores a committed claim's response, then marks its slots, then lets the copy of the response go. */
async function settle(
  store: ClaimStore,
  claim: Versioned<Claim>,
  held: readonly Versioned<Slot>[] = [],
): Promise<boolean> {
  if (!claim.response) return false;
  const created = await store.storeResponse(claim.response);
  for (const slot of held) await store.replaceSlot({ ...slot, settled: true }, slot.version);
  await store.replaceClaim({ ...claim, response: null }, claim.version);
  return created;
}

async function giveBack(store: ClaimStore, held: readonly Versioned<Slot>[]): Promise<void> {
  for (const slot of held) await store.replaceSlot({ ...slot, responseId: null }, slot.version);
}

/** A slot of the cell for this claim, or null where all are taken; `overtaken` by a later attempt of the same response. */
async function takeSlot(
  store: ClaimStore,
  claim: Versioned<Claim>,
  { cell, limit, now }: Place & { now: () => number },
): Promise<Versioned<Slot> | 'overtaken' | null> {
  const { surveyId, responseId, version: attempt } = claim;
  const blocks = Math.ceil(limit / BLOCK);
  // Respondents begin at different slots, so that a crowd does not fight for one.
  const start = hashOf(responseId);
  for (let at = 0; at < blocks; ) {
    const first = ((start + at) % blocks) * BLOCK;
    const numbers = Array.from(
      { length: Math.min(BLOCK, limit - first) },
      (_, i) => first + ((i + start) % Math.min(BLOCK, limit - first)),
    );
    const known = new Map((await store.slots(surveyId, cell, numbers)).map((slot) => [slot.number, slot]));
    const mine = { surveyId, cell, responseId, attempt, settled: false };
    const own = [...known.values()].find((slot) => slot.responseId === responseId);
    if (own && own.attempt > attempt) return 'overtaken';
    let free = own ?? [...known.values()].find((slot) => slot.responseId === null);
    const missing = free ? undefined : numbers.find((number) => !known.has(number));
    if (missing !== undefined) {
      const version = await store.createSlot({ ...mine, number: missing });
      if (version !== null) return { ...mine, number: missing, version };
      continue;
    }
    free ??= await abandonedSlot(store, [...known.values()], now());
    if (!free) at++;
    else {
      // Written even where it is this response's own, so that whoever is about to void it for an earlier attempt fails.
      const { number } = free;
      const version = await store.replaceSlot({ ...mine, number }, free.version);
      if (version !== null) return { ...mine, number, version };
    }
  }
  return null;
}

/** A slot whose claim will never be committed for it. */
async function abandonedSlot(
  store: ClaimStore,
  slots: readonly Versioned<Slot>[],
  now: number,
): Promise<Versioned<Slot> | undefined> {
  for (const slot of slots) {
    if (slot.settled || slot.responseId === null) continue;
    const claim = await store.claim(slot.surveyId, slot.responseId);
    if (claim?.state === 'committed' && claim.slots[slot.cell] === slot.number) {
      await settle(store, claim, [slot]);
      continue;
    }
    if (claim?.state === 'open') {
      if (claim.until > now) continue;
      if ((await store.replaceClaim({ ...claim, state: 'refused' }, claim.version)) === null) continue;
    }
    return slot;
  }
  return undefined;
}

/** Spreads response ids; FNV-1a. */
function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
  return hash;
}
