import { pendingReview } from '@soundings/contracts/testing/pending-review';
import { context, disturb, START, store, streamed, table } from './disturb.ts';

const { handler } = await import('../../functions/analyze/src/handler.ts');

const REVIEWS = [
  'The strap broke after a week.',
  'Battery life is great; delivery was slow.',
  '表带一周就断了，很失望',
];
/** In an item that cannot be read. */
const WORDS = 'the clasp of mine opens by itself';
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
  const [first] = reviews;
  const spoiled = { pk: 'feedback#spoiled#0', sk: 'fbk_spoiled', value: { ...first, text: { lines: [WORDS] } } };
  await table.create([{ ...spoiled, waits: { queue: 'analyze', due: new Date(START - 1).toISOString() } }]);
  records = await streamed('analyze');
};
const sweep = () => handler({ reason: 'sweep' }, context);
const written = [...REVIEWS.map((text) => text.slice(0, 9)), WORDS];

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
