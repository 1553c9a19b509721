import type { Element } from 'domhandler';
import { all, attribute, first, type Markup, textOf } from '../../markup.ts';
import type { ReviewFields } from '../../review-row.ts';
import { present } from '../../values.ts';
import { numberOf, scaled } from './json-ld.ts';

/** The reviews in a page's Microdata. */
export function microdataReviews(document: Markup): ReviewFields[] {
  const reviews = all(
    '[itemtype$="schema.org/Review" i], [itemprop~="review"][itemscope], [itemprop~="reviews"][itemscope]',
    document,
  );
  return reviews.map(fieldsOf).filter(({ text, title }) => text || title);
}

function fieldsOf(review: Element): ReviewFields {
  const rating = first('[itemprop~="reviewRating"]', review);
  const author = first('[itemprop~="author"]', review);
  const within = rating && first('[itemprop~="ratingValue"]', rating) ? rating : review;
  return present({
    title: propertyOf(
      all('[itemprop~="name"]', review).find(
        (name) => !isWithin(name, author) && !isWithin(name, first('[itemprop~="itemReviewed"]', review)),
      ),
    ),
    text: propertyOf(first('[itemprop~="reviewBody"]', review) ?? first('[itemprop~="description"]', review)),
    rating: scaled(propertyOf(first('[itemprop~="ratingValue"]', within) ?? rating), {
      worst: numberOf(propertyOf(first('[itemprop~="worstRating"]', within))),
      best: numberOf(propertyOf(first('[itemprop~="bestRating"]', within))),
    }),
    occurredAt: propertyOf(first('[itemprop~="datePublished"], [itemprop~="dateCreated"]', review)),
    author: propertyOf((author && first('[itemprop~="name"]', author)) ?? author),
  });
}

/** What a property says: by the attribute that machines read where there is one. */
function propertyOf(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  return attribute(element, 'content') ?? attribute(element, 'datetime') ?? textOf(element);
}

function isWithin(element: Element, outer: Element | undefined): boolean {
  for (let node: Markup | null = element; node; node = 'parent' in node ? node.parent : null)
    if (node === outer) return true;
  return false;
}
