import { DomHandler } from 'domhandler';
import { Parser } from 'htmlparser2';
import type { ReviewFields } from '../../review-row.ts';
import { isReviewItem, microdataReviews } from './microdata.ts';

export type PageScan = {
  /** What its scripts of JSON-LD hold. */
  jsonLd: string[];
  /** The reviews in its Microdata. */
  microdata: ReviewFields[];
  /** The address of the page that follows, as it stands there. */
  next: string | undefined;
};

/**
 * Looks through a page once. Of the tree, which takes ten times the page's size, only one review at a time is built.
 */
export function scanPage(html: string): PageScan {
  const scan: PageScan = { jsonLd: [], microdata: [], next: undefined };
  let script: string | undefined;
  let review: { tree: DomHandler; depth: number } | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'script' && /^\s*application\/ld\+json/i.test(attributes.type ?? '')) script = '';
      if ((name === 'link' || name === 'a') && /(^|\s)next(\s|$)/.test(attributes.rel ?? ''))
        scan.next ??= attributes.href;
      if (!review && isReviewItem(attributes)) review = { tree: new DomHandler(), depth: 0 };
      if (!review) return;
      review.depth++;
      review.tree.onopentag(name, attributes);
    },
    ontext(text) {
      if (script !== undefined) script += text;
      review?.tree.ontext(text);
    },
    onclosetag(name) {
      if (name === 'script' && script !== undefined) scan.jsonLd.push(script);
      if (name === 'script') script = undefined;
      if (!review) return;
      review.tree.onclosetag();
      review.depth--;
      if (review.depth > 0) return;
      review.tree.onend();
      scan.microdata.push(...microdataReviews(review.tree.root));
      review = undefined;
    },
  });
  parser.end(html);
  return scan;
}
