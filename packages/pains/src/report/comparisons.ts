import type { Comparison, ReportWindow } from '@soundings/contracts/pain-point';
import type { Product } from '@soundings/contracts/product';
import type { Quote } from '@soundings/contracts/share';
import type { LakeSource } from './lake-source.ts';
import { PERSON, SAID_AT, textList, timestamp } from './mention-sql.ts';
import { chooseQuotes } from './pain-details.ts';

const QUOTES = 5;
/** Shorter names stand in too many other words. */
const LEAST_LATIN = 3;
const LEAST_CHINESE = 2;

/**
 * What people call a product: its whole name, and where that is in two scripts ("Corvid 乌鹭") each part by itself. In
 * lower case, longest first.
 */
export function namesOf(name: string): string[] {
  const parts =
    name.match(/\p{Script=Han}+|[\p{Script=Latin}\d][\p{Script=Latin}\d'’.&-]*(?: [\p{Script=Latin}\d'’.&-]+)*/gu) ??
    [];
  const isLongEnough = (part: string) =>
    part.length >= (/\p{Script=Han}/u.test(part) ? LEAST_CHINESE : LEAST_LATIN) && /\p{L}/u.test(part);
  const names = [name, ...parts].map((part) => part.trim().toLowerCase()).filter(isLongEnough);
  return [...new Set(names)].sort((a, b) => b.length - a.length);
}

/** Whom a sentence that names a competitor favours; null where it does not say. */
export type Favour = 'us' | 'them' | null;

/** What a sentence says in which `them` stands for the competitor's name. */
const FAVOURS_THEM = [
  /\b(?:switch(?:ed|ing)?|mov(?:ed|ing)|went|going|gone|go|chang(?:ed|ing)|back) (?:back )?(?:over )?to (?:an? |the |my )?them\b/,
  /\bthem(?:'s)? (?:\w+ ){0,3}(?:is|are|was|were|has|have|does|do) (?:\w+ ){0,3}?(?:better|superior|cheaper|faster|easier|best|nicer)\b/,
  /\b(?:should(?:'ve| have)|wish i(?:'d| had)?|rather|next time) (?:\w+ ){0,4}them\b/,
  /\b(?:worse|inferior|slower|not as \w+|nowhere near) (?:\w+ ){0,3}(?:than|as|to) (?:an? |the |my )?them\b/,
  /(?:换成|换了|改用|转用|转投|改买|还是买|不如买|早知道买)(?:了|个)?them/,
  /(?:不如|比不上|没有|赶不上|远不及)them/,
  /them(?:就|都|更|要|可|的\S{0,6})?(?:好多了|更好|好得多|强多了|便宜|好用|快多了|没这)/,
  /比them(?:\S{0,6})(?:差|慢|贵|难|次|烂)/,
];
const FAVOURS_US = [
  /\b(?:better|superior|cheaper|faster|easier|nicer|more \w+) (?:\w+ ){0,3}than (?:an? |the |my |any )?them\b/,
  /\b(?:switch(?:ed|ing)?|chang(?:ed|ing)|came|moved) (?:\w+ ){0,2}from (?:an? |the |my )?them\b/,
  /\bthem(?:'s)? (?:\w+ ){0,3}(?:is|are|was|were) (?:\w+ ){0,3}?(?:worse|inferior|slower|terrible|awful)\b/,
  /比them(?:\S{0,6})(?:好|强|快|便宜|清楚|舒服|实惠|划算|漂亮|流畅)/,
  /(?:从|由)them(?:换|转)/,
  /them(?:\S{0,4})(?:不如|没有这|太差|更差)/,
];

/** Reads a sentence of ours for whom it favours over the competitor that it names by one of its `namesOf`. */
export function favourOf(text: string, names: readonly string[]): Favour {
  const lower = text.toLowerCase().replaceAll('’', "'");
  const plain = names.reduce((said, name) => said.replaceAll(name, 'them'), lower);
  const forThem = FAVOURS_THEM.some((pattern) => pattern.test(plain));
  const forUs = FAVOURS_US.some((pattern) => pattern.test(plain));
  return forThem === forUs ? null : forThem ? 'them' : 'us';
}

/**
 * Mentions of our products that speak of a competitor by name, by product and competitor; empty pairs are left out.
 */
export async function comparisonsOf(
  source: LakeSource,
  window: ReportWindow,
  products: readonly Product[],
): Promise<Comparison[]> {
  const ours = products.filter(({ role }) => role === 'ours');
  const rivals = products
    .filter(({ role }) => role === 'competitor')
    .map(({ id, name }) => ({ id, names: namesOf(name) }))
    .filter(({ names }) => names.length > 0);
  if (ours.length === 0 || rivals.length === 0) return [];
  const named = rivals.flatMap(({ names }) => names).map((name) => `strpos(lower(quote), ${textList([name])}) > 0`);
  const rows = await source.query(
    `SELECT id, feedback_id, product_id, quote, language, rating, consent, ${PERSON} AS person, ${SAID_AT} AS said_at
     FROM mentions WHERE product_id IN (${textList(ours.map(({ id }) => id))}) AND (${named.join(' OR ')})
       AND ${SAID_AT} >= ${timestamp(window.from)} AND ${SAID_AT} < ${timestamp(window.to)} ORDER BY id`,
  );
  return ours.flatMap((product) =>
    rivals.flatMap((rival): Comparison[] => {
      const said = rows.filter(
        (row) => row.product_id === product.id && isNamed(String(row.quote).toLowerCase(), rival.names),
      );
      if (said.length === 0) return [];
      const favour = new Map<string, Favour>();
      for (const row of said) {
        const person = String(row.person);
        favour.set(person, favour.get(person) ?? favourOf(String(row.quote), rival.names));
      }
      const count = (side: Favour) => [...favour.values()].filter((each) => each === side).length;
      const quotes = said
        .filter((row) => row.consent === true)
        .map(
          (row): Quote => ({
            mentionId: String(row.id),
            feedbackId: String(row.feedback_id),
            productId: product.id,
            text: String(row.quote),
            language: String(row.language),
            rating: row.rating === null ? null : Number(row.rating),
            at: String(row.said_at),
          }),
        );
      return [
        {
          productId: product.id,
          against: rival.id,
          people: favour.size,
          favourUs: count('us'),
          favourThem: count('them'),
          quotes: chooseQuotes(quotes, QUOTES),
        },
      ];
    }),
  );
}

/** Is one of the names in a text, not as a part of another Latin word? */
function isNamed(lower: string, names: readonly string[]): boolean {
  return names.some((name) => {
    for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
      const isWord = (character: string | undefined) =>
        character !== undefined && /[\p{Script=Latin}\d]/u.test(character);
      const joins = (inner: string | undefined, outer: string | undefined) => isWord(inner) && isWord(outer);
      if (!joins(name[0], lower[at - 1]) && !joins(name.at(-1), lower[at + name.length])) return true;
    }
    return false;
  });
}
