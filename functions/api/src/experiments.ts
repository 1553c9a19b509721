import type { ShownExperiment } from '@soundings/contracts/experiment';
import { StrategyEffect } from '@soundings/contracts/persona';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';
import { currentDocument } from './current-document.ts';

const Effects = z.record(z.string(), StrategyEffect);

/** What was tried, begun last first, with what the last build found it did. */
export async function shownExperiments(store: Store, personaId?: string, now = new Date()): Promise<ShownExperiment[]> {
  const { document: effects = {} } = await currentDocument(store, 'effects', Effects);
  const today = now.toISOString().slice(0, 10);
  return (await store.experiments.all())
    .filter((experiment) => !personaId || experiment.personaId === personaId)
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .map(({ lists: _, ...experiment }) => {
      const effect = effects[experiment.id] ?? null;
      return { ...experiment, effect, status: effect ? 'measured' : experiment.to >= today ? 'running' : 'waiting' };
    });
}
