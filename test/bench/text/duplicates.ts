import { groupDuplicates } from '@soundings/text/duplicates';
import { randomFrom } from '@soundings/text/fit';
import { minHash } from '@soundings/text/min-hash';
import { normalForm } from '@soundings/text/normal-form';
import { lettersOf, readCsv } from '@soundings/text/training/sets';

type Random = () => number;

const ORIGINALS = 3000;
/** Copies of fewer letters than this are not near-duplicates but short texts that happen to agree. */
const SHORTEST = 25;
const TAILS = ['！', '。', '谢谢', ' 好评', '!!', '～', ' thanks', ' 👍'];

/**
 * F1 over pairs: real reviews of two languages, every third copied one to three times with the edits that copies have
 * (an ending, other punctuation, white space, a few letters, full-width forms), grouped; a pair is right where both texts
 * came from one review.
 */
export function nearDuplicates(): { figures: Record<string, number>; rows: [] } {
  const random = randomFrom(20261122);
  const texts = distinct(
    [
      ...readCsv('reviews-zh/online_shopping_10_cats.csv.gz').map(({ review = '' }) => review),
      ...readCsv('reviews-en/womens_clothing.csv.gz').map((row) => row['Review Text'] ?? ''),
    ],
    random,
  );
  const items = texts.flatMap((text, origin) => {
    const copies = origin % 3 === 0 ? 1 + Math.floor(random() * 3) : 0;
    return [text, ...Array.from({ length: copies }, () => edited(text, random))].map((version) => ({
      origin,
      version,
    }));
  });
  const signed = items.map(({ version }, i) => ({ id: String(i), signature: minHash(normalForm(version).text) }));
  const groups = groupDuplicates(signed).map(({ group }) => group);
  const together = pairsWithin(groups);
  const really = pairsWithin(items.map(({ origin }) => String(origin)));
  const right = pairsWithin(items.map(({ origin }, i) => `${origin} ${groups[i]}`));
  return { figures: { 'neardup.f1': (2 * right) / (together + really) }, rows: [] };
}

function distinct(texts: readonly string[], random: Random): string[] {
  const byLetters = new Map(
    texts.filter((text) => lettersOf(text).length >= SHORTEST).map((text) => [lettersOf(text).slice(0, 20), text]),
  );
  return [...byLetters.values()]
    .map((text) => ({ text, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, ORIGINALS)
    .map(({ text }) => text);
}

function edited(text: string, random: Random): string {
  let copy = text;
  const edits = 1 + Math.floor(random() * 3);
  for (let i = 0; i < edits; i++) copy = oneEdit(copy, random);
  return copy;
}

function oneEdit(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  switch (Math.floor(random() * 5)) {
    case 0:
      return text + (TAILS[Math.floor(random() * TAILS.length)] ?? '');
    case 1:
      return text.replaceAll('，', ',').replaceAll('。', '.').replaceAll('！', '!');
    case 2:
      return `${text.slice(0, at)} ${text.slice(at)}`;
    case 3:
      return text.slice(0, at) + text.slice(at + 1);
    default:
      return text.replace(/[a-z]/gi, (letter) => letter.toUpperCase());
  }
}

function pairsWithin(labels: readonly string[]): number {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
