import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { queuedBuild } from '@soundings/store/queued-build';
import { context, disturb, START, store, streamed } from './disturb.ts';

const { handler } = await import('../../functions/build-insights/src/handler.ts');
const { handler: analyze } = await import('../../functions/analyze/src/handler.ts');

const WORDS = 'the clasp of mine opens by itself';
const build = queuedBuild({ id: 'bld_00000000000000000000000000', createdAt: new Date(START).toISOString() });
const sweep = () => handler({ reason: 'sweep' }, context);

disturb('a build', {
  async prepare() {
    const productId = 'prd_00000000000000000000000000';
    await store.products.create({ name: 'Watch', role: 'ours' }, productId);
    const origin = { kind: 'review', sourceId: 'src_00000000000000000000000000', externalId: null, url: null } as const;
    const reviews = Array.from({ length: 12 }, (_, i) =>
      pendingReview({
        id: `fbk_${String(i).padStart(26, '0')}`,
        productId,
        origin: { ...origin, line: i + 2 },
        text: i % 2 ? `${WORDS}.` : 'Battery life is great.',
        receivedAt: new Date(START - i * 86_400_000).toISOString(),
      }),
    );
    await store.feedback.add(reviews);
    await analyze({ Records: await streamed('analyze') }, context);
    await store.builds.create(build);
  },
  wake: sweep,
  sweep,
  oneOf: 16,
  written: [WORDS],
  objects: ['reports/', 'personas/'],
});
