import { queuedImport } from '@soundings/store/queued-import';
import { context, disturb, START, store } from './disturb.ts';

const { handler } = await import('../../functions/import/src/handler.ts');

const REVIEWS = ['The strap broke after a week.', 'Battery life is great.', '表带一周就断了，很失望'];
const id = 'imp_00000000000000000000000000';
const object = `uploads/${id}/file`;

const prepare = (file: string, kind: 'reviews' | 'purchases', start: boolean) => async () => {
  await store.bucket.put(object, file);
  const productId = kind === 'reviews' ? 'prd_00000000000000000000000000' : null;
  const createdAt = new Date(START).toISOString();
  const job = queuedImport({ id, kind, productId, format: 'csv', object, createdAt });
  await store.imports.create(job, { start });
};
const uploaded = { 'detail-type': 'Object Created', detail: { object: { key: object, size: 100 } } };
const sweep = () => handler({ reason: 'sweep' }, context);

disturb('an import of reviews', {
  prepare: prepare(`text\n${REVIEWS.join('\n')}\n${REVIEWS[0]}\n`, 'reviews', true),
  wake: sweep,
  sweep,
  written: REVIEWS,
});

disturb('an import of purchases that its upload wakes', {
  prepare: prepare('customer_id,date,amount\nAnn Lee,2026-01-02,9.50\n王芳,2026-01-03,12.00\n', 'purchases', false),
  wake: () => handler(uploaded, context),
  sweep,
  needsItsEvent: true,
  oneOf: 3,
  written: [],
});
