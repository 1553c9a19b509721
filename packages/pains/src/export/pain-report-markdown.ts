import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainPoint, PainReport, ProductPains } from '@soundings/contracts/pain-point';
import type { ComparedPlaces, Quote, Share, ShareDifference } from '@soundings/contracts/share';
import { daysOf } from './days-of.ts';
import { impactText } from './impact-text.ts';
import { type ReportWords, reportWords } from './report-words.ts';

/** The whole report as Markdown, for a wiki or a message. */
export function painReportMarkdown(report: PainReport, language: InterfaceLanguage): string {
  const words = reportWords[language];
  const names = new Map(report.products.map(({ productId, name }) => [productId, name]));
  const nameOf = (id: string) => plain(names.get(id) ?? id);
  const apart = (compared: ComparedPlaces | null) =>
    compared?.basis === 'different-places' ? ` (${words.apart})` : '';
  const sections = [
    `# ${words.title}`,
    `${words.window}: ${daysOf(report.window)}`,
    plain(report.headline[language]),
    ...report.products.map((product) => productSection(product, words, language)),
    list(
      words.alarms,
      report.alarms.map(
        ({ productId, names: theme, week, people, of, expected, bound, q }) =>
          `${nameOf(productId)}, ${plain(theme[language])}: ${round(people)}/${round(of)} (${week.slice(0, 10)}; ${words.expected} ${expected.toFixed(1)}, ≤ ${round(bound)}, q = ${q.toPrecision(2)})`,
      ),
    ),
    list(
      words.gaps,
      report.gaps.map(({ kind, names: theme, competitorId, gap, compared, wish, quotes }) => {
        const who = competitorId === null ? '' : ` (${nameOf(competitorId)})`;
        const shown = gap === null ? (wish === null ? '' : shareText(wish)) : differenceText(gap) + apart(compared);
        return `**${words[kind]}: ${plain(theme[language])}**${who} ${shown}${quoteLines(quotes)}`;
      }),
    ),
    list(
      words.swot,
      report.swot.map(
        ({ kind, names: theme, productId, competitorId, evidence, compared }) =>
          `**${words[kind]}: ${plain(theme[language])}** ${nameOf(productId)} / ${nameOf(competitorId)}: ${differenceText(evidence)}${apart(compared)}`,
      ),
    ),
    list(
      words.comparisons,
      report.comparisons.map(
        ({ productId, against, people, favourUs, favourThem, quotes }) =>
          `${nameOf(productId)} / ${nameOf(against)}: ${people} (${words.favourUs} ${favourUs}, ${words.favourThem} ${favourThem})${quoteLines(quotes)}`,
      ),
    ),
    provenance(report, words),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function productSection(product: ProductPains, words: ReportWords, language: InterfaceLanguage): string {
  const { name, people, feedback, mentions, painFeedback, unthemed, pains, gone } = product;
  const counts = `${words.people}: ${round(people)} · ${feedback} ${words.feedback} · ${mentions} ${words.mentions} · ${words.unthemed}: ${unthemed}/${painFeedback}`;
  const heading = `| ${[words.rank, words.theme, words.people, words.share, words.interval, words.impact, words.trend, words.standing].join(' | ')} |`;
  const rows = pains.map((pain) => painRow(pain, words, language));
  const table = pains.length === 0 ? '' : [heading, '| --- '.repeat(8).concat('|'), ...rows].join('\n');
  const details = pains.slice(0, 10).map((pain) => painDetails(pain, words, language));
  const past = gone.length === 0 ? '' : `${words.gone}: ${gone.map(({ names }) => plain(names[language])).join(', ')}`;
  return [`## ${plain(name)}`, counts, table, ...details, past].filter((part) => part !== '').join('\n\n');
}

function painRow(pain: PainPoint, words: ReportWords, language: InterfaceLanguage): string {
  const { severity, people, trend, standing } = pain;
  const cells = [
    String(pain.rank),
    plain(pain.names[language]),
    `${round(people.people)}/${round(people.of)}`,
    percent(people.share),
    `${percent(people.low)}–${percent(people.high)}`,
    impactText(severity),
    words[trend.direction],
    words[standing],
  ];
  return `| ${cells.join(' | ')} |`;
}

function painDetails(
  { rank, names, terms, quotes, wishes }: PainPoint,
  words: ReportWords,
  language: InterfaceLanguage,
): string {
  const parts = [`### ${rank}. ${plain(names[language])}`];
  if (terms.length > 0) parts.push(`${words.terms}: ${terms.map(({ term }) => plain(term)).join(', ')}`);
  if (quotes.length > 0) parts.push(quotes.map(quoteLine).join('\n>\n'));
  if (wishes.length > 0) parts.push(`${words.wishes}:`, wishes.map(quoteLine).join('\n>\n'));
  return parts.join('\n\n');
}

function provenance({ counts, taxonomyVersion, builtAt }: PainReport, words: ReportWords): string {
  const leftOut = counts.before + counts.after + counts.otherProducts;
  const analyzers = counts.analyzers
    .map(({ analyzer, model, mentions }) => `${analyzer} ${model} (${mentions})`)
    .join(', ');
  return `*${counts.mentions} ${words.mentions}, ${counts.inWindow} ${words.inWindow}, ${leftOut} ${words.left} · ${words.taxonomy} ${taxonomyVersion} · ${words.analyzer} ${plain(analyzers)} · ${builtAt}*`;
}

function list(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

const quoteLine = ({ text }: Quote) => `> ${plain(text)}`;
const quoteLines = (quotes: readonly Quote[]) => quotes.map(({ text }) => `\n  - “${plain(text)}”`).join('');
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const round = (value: number) => String(Math.round(value * 10) / 10);
const shareText = ({ people, of, share, low, high }: Share) =>
  `${percent(share)} (${percent(low)}–${percent(high)}, ${round(people)}/${round(of)})`;
const differenceText = ({ first, second, difference, low, high, q }: ShareDifference) =>
  `${percent(first.share)} / ${percent(second.share)}, Δ ${percent(difference)} (${percent(low)} … ${percent(high)}), n = ${round(first.of)} / ${round(second.of)}, q = ${q.toPrecision(2)}`;

/** A customer's words are text: what Markdown or HTML would read as markup is escaped, line breaks become spaces. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]()#+!|<>~]/g, (character) => `\\${character}`);
}
