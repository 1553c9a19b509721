import type { Experiment } from '@soundings/contracts/experiment';
import { contentId } from '@soundings/contracts/ids';
import type { Persona, PersonaStrategy } from '@soundings/contracts/persona';
import { type Audience, drawAudience, type HoldoutDraw, SmallAudienceError } from '@soundings/personas/audience';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { currentDocument } from './current-document.ts';
import { ApiError } from './problems.ts';

const DAY_MS = 86_400_000;
/** Of a strategy whose holdout could not be proposed. */
const DAYS = 60;

export const AudienceRequest = z
  .strictObject({
    as: z.enum(['customer-id', 'sha256-email', 'sha256-phone']),
    /** From the team's own records: who agreed to be reached, and where. */
    contacts: z
      .array(
        z.strictObject({
          customerId: z.string().min(1).max(200),
          consent: z.boolean(),
          email: z.string().max(320).optional(),
          phone: z.string().max(40).optional(),
        }),
      )
      .max(100_000),
    /** The country's digits for phone numbers without them, `86`. */
    country: z
      .string()
      .regex(/^\d{1,3}$/)
      .optional(),
    plus: z.boolean().optional(),
    /**
     * Tries one of the persona's strategies: leaves a share of the people out and keeps who is in either arm, so that the
     * effect can be measured from the purchases of the following `days`. The persona has to be published.
     */
    experiment: z
      .strictObject({
        strategy: z.string().max(100),
        share: z.number().min(0.01).max(0.9),
        days: z.int().min(1).max(365).optional(),
      })
      .optional(),
  })
  .meta({ id: 'AudienceRequest' });
export type AudienceRequest = z.infer<typeof AudienceRequest>;

export type TakenAudience = Audience & { experiment: Experiment | null };

/**
 * Who of the contacts is this persona and agreed to be reached. Where a strategy is tried, both arms are kept before the
 * list is given, so that nobody is reached of whom nothing is known later.
 */
export async function takeAudience(
  store: Store,
  persona: Persona,
  { as, contacts, country, plus, experiment }: AudienceRequest,
): Promise<TakenAudience> {
  const { document: members } = await currentDocument(store, `audience-${persona.id}`, z.array(z.string()));
  const tried = experiment && { ...experiment, of: triedStrategy(persona, experiment.strategy) };
  const holdout: HoldoutDraw | undefined = tried && {
    personaId: persona.id,
    version: persona.version,
    strategy: tried.strategy,
    share: tried.share,
  };
  const audience = draw(() =>
    drawAudience(members ?? [], contacts, {
      as,
      k: persona.privacy.k,
      ...(country !== undefined && { country }),
      ...(plus !== undefined && { plus }),
      ...(holdout && { holdout }),
    }),
  );
  if (!tried || !holdout) return { ...audience, experiment: null };
  const now = new Date();
  const days = tried.days ?? tried.of.holdout?.days ?? DAYS;
  const recorded = await store.experiments.record(
    {
      id: contentId('experiment', persona.id, String(persona.version), tried.strategy, String(tried.share)),
      personaId: persona.id,
      personaVersion: persona.version,
      strategy: tried.strategy,
      action: tried.of.action,
      share: tried.share,
      from: now.toISOString().slice(0, 10),
      to: new Date(now.getTime() + (days - 1) * DAY_MS).toISOString().slice(0, 10),
      startedAt: now.toISOString(),
    },
    { reached: audience.reached, heldOut: audience.heldOut },
  );
  return { ...audience, experiment: recorded };
}

function triedStrategy(persona: Persona, strategy: string): PersonaStrategy {
  if (persona.status !== 'published') {
    throw new ApiError(409, 'Publish this version first: what a strategy did is told of a version that stays.');
  }
  const found = persona.strategies.find(({ id }) => id === strategy);
  if (found) return found;
  const known = persona.strategies.map(({ id }) => id).join(', ') || 'none';
  throw new ApiError(400, `This persona has no strategy of that name; it has: ${known}.`, [
    { path: '/experiment/strategy', message: 'not a strategy of this persona' },
  ]);
}

function draw<T>(audience: () => T): T {
  try {
    return audience();
  } catch (error) {
    if (error instanceof SmallAudienceError) throw new ApiError(409, `${error.message}.`);
    throw error;
  }
}
