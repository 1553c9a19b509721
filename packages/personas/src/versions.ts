import type { Persona } from '@soundings/contracts/persona';

/** Which version a new build of a persona is: the next of a published one, again the same of a draft. */
export function nextVersion(previous: readonly Persona[], id: string): Pick<Persona, 'version' | 'parent'> {
  const last = latestVersion(previous, id);
  if (!last) return { version: 1, parent: null };
  return last.status === 'published'
    ? { version: last.version + 1, parent: last.version }
    : { version: last.version, parent: last.parent };
}

/** The highest version of a persona among these; undefined where there is none. */
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
