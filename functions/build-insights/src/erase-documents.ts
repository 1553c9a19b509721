import type { ErasureSubject } from '@soundings/contracts/erasure';
import { Persona } from '@soundings/contracts/persona';
import { eraseQuotes } from '@soundings/personas/erasure';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';

type Person = { subject: ErasureSubject; feedbackIds: ReadonlySet<string> };

/** Takes a person out of everything that was ever reported of them by name or in their own words. Gives how many changed. */
export async function eraseFromDocuments(store: Store, { subject, feedbackIds }: Person): Promise<number> {
  const customerId = subject.kind === 'customer' ? subject.customerId : undefined;
  const reports = await store.reports.rewrite((name, document) => {
    // Members of an audience are listed by nothing but their ids.
    if (name.startsWith('audience-')) return withoutMembers(document, customerId);
    if (name === 'personas') return withoutQuotes(document, feedbackIds);
    return without(document, (value) => isTheirs(value, { customerId, feedbackIds }));
  });
  const personas = await store.personas.rewrite((persona) => eraseQuotes(persona, feedbackIds));
  return reports + personas;
}

function withoutMembers(document: unknown, customerId: string | undefined): unknown {
  const members = z.array(z.string()).parse(document);
  return customerId !== undefined && members.includes(customerId)
    ? members.filter((member) => member !== customerId)
    : document;
}

function withoutQuotes(document: unknown, feedbackIds: ReadonlySet<string>): unknown {
  const personas = z.array(Persona).parse(document);
  const left = personas.map((persona) => eraseQuotes(persona, feedbackIds));
  return left.every((persona, i) => persona === personas[i]) ? document : left;
}

type Traits = { customerId: string | undefined; feedbackIds: ReadonlySet<string> };

function isTheirs(value: unknown, { customerId, feedbackIds }: Traits): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if ('feedbackId' in value && feedbackIds.has(String(value.feedbackId))) return true;
  return customerId !== undefined && 'customerId' in value && value.customerId === customerId;
}

/** A document without the members of its lists, at any depth, that are theirs; the same object where there are none. */
export function without(document: unknown, isTheirs: (value: unknown) => boolean): unknown {
  if (Array.isArray(document)) {
    const left = document.filter((value) => !isTheirs(value)).map((value) => without(value, isTheirs));
    return left.length === document.length && left.every((value, i) => value === document[i]) ? document : left;
  }
  if (typeof document !== 'object' || document === null) return document;
  const entries = Object.entries(document);
  const left = entries.map(([name, value]) => [name, without(value, isTheirs)] as const);
  return left.every(([, value], i) => value === entries[i]?.[1]) ? document : Object.fromEntries(left);
}
