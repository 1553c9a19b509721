import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import type { Aspect, AspectFinder } from './aspect.ts';
import { ENGLISH_OPINIONS } from './opinions-en.ts';

const STOP = new Set(
  `thing things lot lots bit kind sort way time times day days week weeks month months year years hour hours minute minutes
  one ones someone anyone everyone everything something anything nothing people person guy friend friends wife husband
  son daughter mom dad kid kids family reason problem problems issue issues complaint complaints idea fact case point
  couple number part rest end today yesterday tomorrow morning night evening review reviews stars star pros cons other
  others side purchase money dollar dollars buck bucks`.split(/\s+/),
);

/** Finds noun runs by winkNLP's parts of speech, and every term of the domain dictionary as it stands. */
export function englishAspects(terms: ReadonlySet<string>): AspectFinder {
  const nlp = winkNLP(model, ['pos']);
  const { its } = nlp;
  return (normal) => {
    const tokens = nlp.readDoc(normal).tokens();
    const words = tokens.out() as string[];
    const tags = tokens.out(its.pos) as string[];
    const aspects: Aspect[] = [];
    let at = 0;
    let from = -1;
    for (const [index, word] of words.entries()) {
      const start = normal.indexOf(word, at);
      if (start < 0) continue;
      if (isNoun(word, tags[index])) {
        if (from < 0) from = start;
      } else if (from >= 0) {
        aspects.push({ start: from, end: at, term: '' });
        from = -1;
      }
      at = start + word.length;
    }
    if (from >= 0) aspects.push({ start: from, end: at, term: '' });
    return aspects
      .map((aspect) => ({ ...aspect, term: singular(normal.slice(aspect.start, aspect.end)) }))
      .filter(({ term }) => terms.has(term) || (!STOP.has(term) && term.length > 2));
  };
}

function isNoun(word: string, tag: string | undefined): boolean {
  return (tag === 'NOUN' || tag === 'PROPN') && /^[a-z]/.test(word) && !ENGLISH_OPINIONS.has(word) && !STOP.has(word);
}

/** "batteries" and "battery" are one term. */
function singular(term: string): string {
  if (/(?:ss|us|is)$/.test(term)) return term;
  if (/[^aeiou]ies$/.test(term)) return term.replace(/ies$/, 'y');
  if (/(?:ch|sh|x|s|z)es$/.test(term)) return term.replace(/es$/, '');
  return term.replace(/s$/, '');
}
