import { contentId } from '@soundings/contracts/ids';
import { minHash } from '@soundings/text/min-hash';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FixtureLake, mentionOf, openFixtureLake } from '../lake-fixture.ts';
import { stageCopies } from './copies.ts';

const productId = contentId('product', 'phone');
let lake: FixtureLake;
beforeAll(async () => {
  lake = await openFixtureLake();
});
afterAll(() => lake.close());

test('a text that several people posted shares one vote; short texts and one person’s repeats do not', async () => {
  const copied = 'The battery of this phone dies within two hours and nobody at the shop wants to hear about it';
  const own = 'My screen has a green line since the second day and the warranty people keep sending me away again';
  const said = (number: number, quote: string, author: string) =>
    mentionOf(number, { productId, quote, author, signature: minHash(quote.toLowerCase()) });
  await lake.write('mentions.parquet', [
    said(1, copied, 'a'),
    said(2, `${copied}!`, 'b'),
    said(3, copied.replace('two', '2'), 'c'),
    said(4, own, 'd'),
    said(5, own, 'd'),
    said(6, 'works great', 'e'),
    said(7, 'works great', 'f'),
  ]);
  await stageCopies(lake.engine, 'copies', { mentions: ['mentions.parquet'], productIds: [productId] });
  const rows = await lake.engine.query('SELECT weight FROM copies', {});
  expect(rows.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
});
