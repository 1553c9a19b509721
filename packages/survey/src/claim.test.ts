import type { SurveyResponse } from '@soundings/contracts/survey-response';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptResponse } from './claim.ts';
import { memoryClaims } from './claim-memory.ts';
import type { Place } from './place.ts';

const respond = (id: string, places: Place[] = []) =>
  ({ id, surveyId: 's', quotas: places.map(({ cell }) => cell) }) as unknown as SurveyResponse;
const at = (places: Place[]) => ({ places, now: () => 0, wait: () => Promise.resolve() });
const instantly = () => Promise.resolve();

describe('accepting responses in places', () => {
  it('stores a response without places once', async () => {
    const memory = memoryClaims();
    const store = memory.open(instantly);
    expect(await acceptResponse(store, respond('a'), at([]))).toBe('created');
    expect(await acceptResponse(store, respond('a'), at([]))).toBe('replayed');
  });

  it('fills a cell to its limit and no further', async () => {
    const memory = memoryClaims();
    const store = memory.open(instantly);
    const places = [{ cell: 'all', limit: 250 }];
    const outcomes = await Promise.all(
      Array.from({ length: 600 }, (_, i) => acceptResponse(store, respond(`r${i}`), at(places))),
    );
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(250);
    expect(outcomes.filter((outcome) => outcome === 'full')).toHaveLength(350);
    expect(memory.responses.size).toBe(250);
  });

  it('answers a replay of the response that took the last place as it answered the first time', async () => {
    const store = memoryClaims().open(instantly);
    const places = [{ cell: 'all', limit: 1 }];
    const twice = await Promise.all([1, 2, 3].map(() => acceptResponse(store, respond('a'), at(places))));
    expect(twice.sort()).toEqual(['created', 'replayed', 'replayed']);
  });

  it('gives back the places of a response that another cell refuses', async () => {
    const memory = memoryClaims();
    const store = memory.open(instantly);
    await acceptResponse(store, respond('a'), at([{ cell: 'women', limit: 1 }]));
    const both = [
      { cell: 'all', limit: 2 },
      { cell: 'women', limit: 1 },
    ];
    expect(await acceptResponse(store, respond('b'), at(both))).toBe('full');
    expect(await acceptResponse(store, respond('c'), at([{ cell: 'all', limit: 2 }]))).toBe('created');
    expect(await acceptResponse(store, respond('d'), at([{ cell: 'all', limit: 2 }]))).toBe('created');
  });

  it('never overshoots, loses or doubles in any order, killed anywhere; abandoned places come back', async () => {
    const calls = fc.array(
      fc.record({
        who: fc.integer({ min: 0, max: 4 }),
        both: fc.boolean(),
        killedAfter: fc.option(fc.nat(12)),
        slowAfter: fc.option(fc.nat(12)),
      }),
      { minLength: 2, maxLength: 9 },
    );
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), calls, fc.integer({ min: 1, max: 3 }), async (scheduler, all, limit) => {
        const memory = memoryClaims();
        let clock = 0;
        const cells = [
          { cell: 'all', limit },
          { cell: 'women', limit: 2 },
        ];
        const placesFor = (both: boolean) => (both ? cells : cells.slice(0, 1));
        const acknowledged = new Set<string>();
        const running = all.map(async ({ who, both, killedAfter, slowAfter }) => {
          let steps = 0;
          const store = memory.open(async () => {
            // A slow step: every lease runs out meanwhile.
            if (steps === slowAfter) clock += 100_000;
            await scheduler.schedule(Promise.resolve());
            if (steps++ === killedAfter) throw new Error('killed');
          });
          const outcome = await acceptResponse(store, respond(`r${who}`, placesFor(both)), {
            places: placesFor(both),
            now: () => clock,
            wait: instantly,
          }).catch(() => 'killed');
          if (outcome === 'created' || outcome === 'replayed') acknowledged.add(`r${who}`);
        });
        await scheduler.waitFor(Promise.all(running));
        const stored = (cell: string) =>
          [...memory.responses.values()].filter(({ quotas }) => quotas.includes(cell)).length;
        expect(stored('all')).toBeLessThanOrEqual(limit);
        expect(stored('women')).toBeLessThanOrEqual(2);
        for (const id of acknowledged) expect(memory.responses.has(id)).toBe(true);

        clock += 1_000_000;
        for (let i = 0; i < limit + 1; i++) {
          await acceptResponse(memory.open(instantly), respond(`later${i}`, placesFor(false)), {
            places: cells.slice(0, 1),
            now: () => clock,
          });
        }
        expect(stored('all')).toBe(limit);
      }),
      { numRuns: 300 },
    );
  });
});
