import * as z from 'zod';
import { PersonaGrouping } from './persona-grouping.ts';
import { Time } from './time.ts';

/** An item of the table takes 400 KB. */
const MOST_CHARACTERS = 100_000;

/** What the team decides of its personas; the next build follows it. */
export const PersonaSettings = z
  .strictObject({
    /** Each divides everyone anew, so one customer is in at most one persona of each. */
    groupings: z
      .array(PersonaGrouping)
      .min(1)
      .max(6)
      .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'two groupings have the same id'),
    /** Fewest people of a claim. */
    k: z.int().min(3).max(100),
    /** Sensitive dimensions and themes that may be told, each with the legal ground that the team declares for it. */
    legalBasis: z
      .array(z.strictObject({ of: z.string().trim().min(1).max(100), basis: z.string().trim().min(3).max(500) }))
      .max(30),
  })
  .refine((settings) => JSON.stringify(settings).length <= MOST_CHARACTERS, 'too long to be stored')
  .meta({ id: 'PersonaSettings' });
export type PersonaSettings = z.infer<typeof PersonaSettings>;

/** What holds until the team says otherwise. */
export const FIRST_PERSONA_SETTINGS: PersonaSettings = {
  groupings: [{ id: 'segment', by: 'segment' }],
  k: 5,
  legalBasis: [],
};

/** An edition of the settings: every change makes a new one. */
export const PersonaSettingsEdition = z
  .object({ edition: z.int().nonnegative(), settings: PersonaSettings, changedAt: Time.nullable() })
  .meta({ id: 'PersonaSettingsEdition' });
