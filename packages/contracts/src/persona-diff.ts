import * as z from 'zod';
import { idOf } from './ids.ts';
import { Bilingual, PersonaMovement } from './persona.ts';

/**
 * One claim of two versions. `changed`: the difference is beyond chance after correction for all claims compared;
 * `within-noise`: it is not; `appeared` and `vanished`: told in one version only, where too few people or no data
 * stand behind the other. Shares, means and scores in their own units.
 */
export const PersonaChange = z
  .object({
    claim: z.string(),
    label: Bilingual,
    unit: z.string(),
    before: z.number().nullable(),
    after: z.number().nullable(),
    q: z.number().nullable(),
    verdict: z.enum(['changed', 'within-noise', 'appeared', 'vanished']),
  })
  .meta({ id: 'PersonaChange' });
export type PersonaChange = z.infer<typeof PersonaChange>;

/** What lies between two versions: a JSON Patch (RFC 6902) from one to the other, and what of it means anything. */
export const PersonaDiff = z
  .object({
    personaId: idOf('persona'),
    from: z.object({ version: z.int(), snapshot: z.iso.date() }),
    to: z.object({ version: z.int(), snapshot: z.iso.date() }),
    patch: z.array(
      z.object({
        op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
        path: z.string(),
        from: z.string().optional(),
        value: z.unknown().optional(),
      }),
    ),
    changes: z.array(PersonaChange),
    /** Who moved in and out between the two; null where the later version was not built on the earlier one's customers. */
    movement: PersonaMovement.nullable(),
    account: Bilingual,
  })
  .meta({ id: 'PersonaDiff' });
export type PersonaDiff = z.infer<typeof PersonaDiff>;
