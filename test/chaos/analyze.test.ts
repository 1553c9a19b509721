import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { context, disturb, START, store, streamed } from './disturb.ts';

const { handler } = await import('../../functions/analyze/src/handler.ts');

const REVIEWS = [
  'The strap broke after a week.',
  'Battery life is great; delivery was slow.',
  '表带一周就断了，很失望',
];
const origin = { kind: 'review', sourceId: 'src_00000000000000000000000000', externalId: null, url: null } as const;

let records: object[] = [];
const prepare = async () => {
  const reviews = REVIEWS.map((text, i) =>
    pendingReview({
      id: `fbk_${String(i).padStart(26, '0')}`,
      productId: 'prd_00000000000000000000000000',
      origin: { ...origin, line: i + 2 },
      text,
      receivedAt: new Date(START).toISOString(),
    }),
  );
  await store.feedback.add(reviews);
  records = await streamed('analyze');
};
const sweep = () => handler({ reason: 'sweep' }, context);
const written = REVIEWS.map((text) => text.slice(0, 9));

disturb('the analysis of what the stream brings', {
  prepare,
  wake: () => handler({ Records: records }, context),
  sweep,
  written,
});

disturb('the analysis of what the stream brings in another order', {
  prepare,
  wake: () => handler({ Records: records.toReversed() }, context),
  sweep,
  written,
});
