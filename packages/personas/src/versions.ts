import type { Persona } from '@soundings/contracts/persona';

/** Which version a new build of a persona is: the next of a published one, again the same of a draft. */
export function nextVersion(previous: readonly Persona[], id: string): Pick<Persona, 'version' | 'parent'> {
  const last = latestVersion(previous, id);
  if (!last) return { version: 1, parent: null };
  return last.status === 'published'
    ? { version: last.version + 1, parent: last.version }
    : { version: last.version, parent: last.parent };
}

export function latestVersion(previous: readonly Persona[], id: string): Persona | undefined {
  return previous.filter((persona) => persona.id === id).sort((a, b) => b.version - a.version)[0];
}

export class PublishedPersonaError extends Error {
  override name = 'PublishedPersonaError';
}

/** The draft as published, which is for good. Throws `PublishedPersonaError` where it already is. */
export function publishPersona(draft: Persona): Persona {
  if (draft.status === 'published') {
    throw new PublishedPersonaError(`Version ${draft.version} is published and does not change; build the next one.`);
  }
  return { ...draft, status: 'published' };
}

/** How much the lake holds, to see whether a new build would say anything new. */
export type LakeSize = { customers: number; answers: number; mentions: number };

/** What moves a share by more than its interval is worth a build: this part more of anything, and at least so many. */
const MOVED = 0.05;
const LEAST = 30;

/** Is a build due: on the schedule's day, or when the lake grew enough since the last one? */
export function buildDue(
  last: { snapshot: string; size: LakeSize },
  now: { day: string; size: LakeSize },
  { everyDays = 7 } = {},
): 'scheduled' | 'inputs-moved' | null {
  const age = (Date.parse(now.day) - Date.parse(last.snapshot)) / 86_400_000;
  if (age >= everyDays) return 'scheduled';
  const moved = (['customers', 'answers', 'mentions'] as const).some((table) => {
    const more = Math.abs(now.size[table] - last.size[table]);
    return more >= LEAST && more >= MOVED * last.size[table];
  });
  return moved ? 'inputs-moved' : null;
}
