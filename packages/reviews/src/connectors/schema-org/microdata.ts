import { type Element, isTag } from 'domhandler';
import { all, attribute, type Markup, textOf } from '../../markup.ts';
import { numberOf, scaled } from '../../rating-scale.ts';
import type { ReviewFields } from '../../review-row.ts';
import { present } from '../../values.ts';

/** The reviews in Microdata. */
export function microdataReviews(markup: Markup): ReviewFields[] {
  return all('[itemscope]', markup)
    .filter(({ attribs }) => isReviewItem(attribs))
    .map(fieldsOf)
    .filter(({ text, title }) => text || title);
}

/** Whether an element with these attributes is a review. */
export function isReviewItem(attributes: Readonly<Record<string, string>>): boolean {
  if (!('itemscope' in attributes)) return false;
  if (/schema\.org\/(User|Critic)?Review\/?$/i.test(attributes.itemtype ?? '')) return true;
  return namesIn(attributes).some((name) => name === 'review' || name === 'reviews');
}

function fieldsOf(review: Element): ReviewFields {
  const own = propertiesOf(review);
  const [rating] = own.get('reviewRating') ?? [];
  const [author] = own.get('author') ?? [];
  // Sloppy pages give the review itself what is its rating's.
  const scale = rating && propertiesOf(rating).has('ratingValue') ? propertiesOf(rating) : own;
  return present({
    title: said(own.get('name') ?? own.get('headline')),
    text: said(own.get('reviewBody') ?? own.get('description')),
    rating: scaled(said(scale.get('ratingValue')) ?? said(rating && [rating]), {
      worst: numberOf(said(scale.get('worstRating'))),
      best: numberOf(said(scale.get('bestRating'))),
    }),
    occurredAt: said(own.get('datePublished') ?? own.get('dateCreated')),
    author: author && (said(propertiesOf(author).get('name')) ?? said([author])),
  });
}

type Properties = Map<string, Element[]>;

/** The properties of an item: those of its elements that are not another item's. */
function propertiesOf(item: Element, found: Properties = new Map()): Properties {
  for (const child of item.children) {
    if (!isTag(child)) continue;
    for (const name of namesIn(child.attribs)) found.set(name, [...(found.get(name) ?? []), child]);
    if (!('itemscope' in child.attribs)) propertiesOf(child, found);
  }
  return found;
}

function namesIn({ itemprop }: Readonly<Record<string, string>>): string[] {
  return itemprop?.split(/\s+/) ?? [];
}

/** What a property says first: by the attribute that machines read where there is one. */
function said(elements: readonly Element[] | undefined): string | undefined {
  const [element] = elements ?? [];
  if (!element) return undefined;
  return attribute(element, 'content') ?? attribute(element, 'datetime') ?? textOf(element);
}
