import { htmlText } from '../../markup.ts';
import { numberOf, scaled } from '../../rating-scale.ts';
import type { ReviewFields } from '../../review-row.ts';
import { isRecord, type Json, listOf, present, said } from '../../values.ts';
import { parseLenient } from './lenient-json.ts';

/** The reviews in a page's JSON-LD, wherever in its graph they stand. */
export function jsonLdReviews(scripts: readonly string[]): ReviewFields[] {
  const roots = scripts.map(parseLenient);
  const byId = new Map<string, Json>();
  const reviews = new Set<Json>();
  for (const node of nodesOf(roots)) {
    const id = node['@id'];
    // A bare reference says nothing of what it refers to.
    if (
      typeof id === 'string' &&
      Object.keys(node).length > (byId.has(id) ? Object.keys(byId.get(id) ?? {}).length : 1)
    )
      byId.set(id, node);
    if (typesOf(node).some((type) => /(^|[/#:])(User|Critic|Employer)?Review$/.test(type))) reviews.add(node);
    for (const review of [...listOf(node.review), ...listOf(node.reviews)]) if (isRecord(review)) reviews.add(review);
  }
  const resolve = (value: unknown) =>
    isRecord(value) && typeof value['@id'] === 'string' ? { ...byId.get(value['@id']), ...value } : value;
  const whole = [...reviews].map((review) => byId.get(String(review['@id'])) ?? review);
  return [...new Set(whole)].map((review) => fieldsOf(review, resolve)).filter(({ text, title }) => text || title);
}

function* nodesOf(value: unknown): Generator<Json> {
  if (Array.isArray(value)) for (const each of value) yield* nodesOf(each);
  else if (isRecord(value)) {
    yield value;
    for (const each of Object.values(value)) if (typeof each === 'object') yield* nodesOf(each);
  }
}

function typesOf(node: Json): string[] {
  return listOf(node['@type']).filter((type) => typeof type === 'string');
}

function fieldsOf(review: Json, resolve: (value: unknown) => unknown): ReviewFields {
  const [rating] = listOf(review.reviewRating).map(resolve);
  return present({
    externalId: stableId(review),
    title: text(review.name) ?? text(review.headline),
    text: text(review.reviewBody) ?? text(review.description),
    rating: ratingOf(rating),
    occurredAt: text(review.datePublished) ?? text(review.dateCreated),
    author: nameOf(listOf(review.author).map(resolve)[0]),
    url: said(review.url),
  });
}

/** JSON-LD counts a page's reviews up as often as it names them: only what looks like a key is taken for one. */
function stableId(review: Json): string | undefined {
  const id = said(review.identifier) ?? said(review['@id']);
  return id && /\d{5,}|[0-9a-f]{8,}/i.test(id) ? id : undefined;
}

function nameOf(author: unknown): string | undefined {
  return isRecord(author) ? (text(author.name) ?? text(author.alternateName)) : text(author);
}

function ratingOf(rating: unknown): string | undefined {
  if (!isRecord(rating)) return scaled(said(rating), {});
  return scaled(said(rating.ratingValue), { worst: numberOf(rating.worstRating), best: numberOf(rating.bestRating) });
}

function text(value: unknown): string | undefined {
  const [one] = listOf(value);
  const written = said(isRecord(one) ? one['@value'] : one);
  return written === undefined ? undefined : htmlText(written);
}
