import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import type { AspectFinder } from '@soundings/text/aspect';
import { englishAspects, englishCandidates, shippedGazetteer } from '@soundings/text/aspect-en';
import { chineseAspects } from '@soundings/text/aspect-zh';
import { splitClauses } from '@soundings/text/clauses';
import { normalForm } from '@soundings/text/normal-form';
import { findOpinions } from '@soundings/text/opinion';
import { termRates } from '@soundings/text/term-rates';
import { readJsonLines } from '@soundings/text/training/sets';
import type { Row } from '../figures.ts';

/** A sentence and the terms marked in it, as `start:length` in UTF-16 units. */
export type Marked = { text: string; terms: ReadonlySet<string> };

type Annotation = { aspect: string | null; start?: number; aspect_start?: number };
type Line = { text: string; aspects?: Annotation[]; triplets?: Annotation[] };

/** Reads a set; its offsets count code points. */
export function marked(file: string): Marked[] {
  return readJsonLines<Line>(file).map(({ text, aspects, triplets }) => {
    const points = [...text];
    const terms = (aspects ?? triplets ?? []).flatMap(({ aspect, start, aspect_start }) => {
      const at = start ?? aspect_start;
      return aspect === null || at === undefined ? [] : [`${points.slice(0, at).join('').length}:${aspect.length}`];
    });
    return { text, terms: new Set(terms) };
  });
}

const ENGLISH = {
  'laptop.terms.f1': 'aspects/en/laptop14.train.jsonl.gz',
  'restaurant.terms.f1': 'aspects/en/restaurant14.train.jsonl.gz',
};
const CHINESE = {
  restaurants: 'aspects/zh/restaurant_aste.dev.jsonl.gz',
  phones: 'aspects/zh/phone.train.jsonl.gz',
  cameras: 'aspects/zh/camera.train.jsonl.gz',
};

/** Aspect terms by exact place, as the pipeline finds them clause by clause; a corpus tells its own terms' rates. */
export function aspectTerms(): { figures: Record<string, number>; rows: Row[] } {
  const candidatesIn = englishCandidates(shippedGazetteer);
  const english = Object.entries(ENGLISH).map(([key, file]) => {
    const set = marked(file);
    const rates = termRates(set.map(({ text }) => candidatesIn(normalForm(text).text)));
    const find = englishAspects(new Set(), rates);
    return [key, f1(set, (text) => found(text, 'en', find))] as const;
  });
  const finder = chineseAspects(new Set());
  const plain = plainNouns();
  const chinese = Object.entries(CHINESE).map(([name, file]) => {
    const set = marked(file);
    return { name, ours: f1(set, (text) => found(text, 'zh', finder)), nouns: f1(set, plain) };
  });
  return {
    figures: {
      ...Object.fromEntries(english),
      'zh.terms.gain': Math.min(...chinese.map(({ ours, nouns }) => ours - nouns)),
    },
    rows: [
      ['Chinese aspect terms, F1', 'soundings', 'jieba nouns'],
      ...chinese.map(({ name, ours, nouns }): Row => [`  ${name}`, ours, nouns]),
    ],
  };
}

function found(text: string, language: 'zh' | 'en', find: AspectFinder): string[] {
  return splitClauses(text, language).flatMap(({ start, end }) => {
    const normal = normalForm(text.slice(start, end));
    return find(normal.text, findOpinions(normal.text, language)).map((aspect) => {
      const from = normal.start(aspect.start);
      return `${start + from}:${normal.end(aspect.end) - from}`;
    });
  });
}

/** What there was before: every word that jieba calls a noun. */
function plainNouns(): (text: string) => string[] {
  const jieba = Jieba.withDict(dict);
  return (text) => {
    let at = 0;
    return jieba.tag(text, true).flatMap(({ word, tag }) => {
      const start = at;
      at += word.length;
      return tag.startsWith('n') ? [`${start}:${word.length}`] : [];
    });
  };
}

function f1(set: readonly Marked[], find: (text: string) => readonly string[]): number {
  let hits = 0;
  let finds = 0;
  let marks = 0;
  for (const { text, terms } of set) {
    const unique = new Set(find(text));
    finds += unique.size;
    marks += terms.size;
    hits += [...unique].filter((place) => terms.has(place)).length;
  }
  return (2 * hits) / (finds + marks);
}
