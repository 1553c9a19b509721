import type { Persona } from '@soundings/contracts/persona';
import { publishPersona } from '@soundings/personas/versions';
import { EvidenceGone } from '@soundings/store/personas';
import type { Store } from '@soundings/store/store';
import { currentDocument, SHOWN_PERSONAS } from './current-document.ts';
import { ApiError, notFound } from './problems.ts';

/** The persona documents as they are shown: the last build's drafts, and what was published of them. */
export function openPersonaDocuments(store: Store) {
  const current = () => currentDocument(store, 'personas', SHOWN_PERSONAS);

  async function draftOf(id: string): Promise<Persona> {
    const { document } = await current();
    const persona = document?.find((draft) => draft.id === id);
    if (!persona) throw notFound('persona');
    return persona;
  }

  return {
    current,

    /** The version that is asked for; the last build's where none is, as it was published if it was. */
    async one(id: string, version?: number): Promise<Persona> {
      const draft = version === undefined ? await draftOf(id) : undefined;
      const published = await store.personas.version(id, version ?? draft?.version ?? 0);
      if (published) return published;
      const shown = draft ?? (await draftOf(id));
      if (version !== undefined && shown.version !== version) throw notFound('version of this persona');
      return shown;
    },

    /** Keeps the last build's draft for good. */
    async publish(id: string): Promise<Persona> {
      const published = publishPersona(await draftOf(id));
      const isNew = await store.personas.publish(published).catch((error: unknown) => {
        if (!(error instanceof EvidenceGone)) throw error;
        throw new ApiError(409, 'What this draft was computed from has changed since. Build again, then publish.');
      });
      if (isNew) return published;
      throw new ApiError(
        409,
        `Version ${published.version} is published and does not change. Build again for the next one.`,
      );
    },
  };
}
