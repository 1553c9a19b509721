import type { InterfaceLanguage } from '@soundings/contracts/language';
import type { PainPoint, PainReport, ProductPains } from '@soundings/contracts/pain-point';
import type { Quote, ShareDifference } from '@soundings/contracts/share';
import { daysOf } from './days-of.ts';
import { impactText } from './impact-text.ts';
import { type ReportWords, reportWords } from './report-words.ts';

const STYLE = `body{font:11pt/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1,h2,h3{line-height:1.2;break-after:avoid}table{border-collapse:collapse;width:100%;font-size:10pt}
th,td{border-bottom:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
blockquote{margin:.3rem 0;padding-left:.8rem;border-left:3px solid #bbb}section,blockquote,tr{break-inside:avoid}
footer{margin-top:2rem;font-size:9pt;color:#555}@page{margin:18mm}@media print{body{margin:0;max-width:none}}`;

/** The report as one HTML page without scripts or outside resources, laid out for paper. */
export function painReportHtml(report: PainReport, language: InterfaceLanguage): string {
  const words = reportWords[language];
  const names = new Map(report.products.map(({ productId, name }) => [productId, name]));
  const nameOf = (id: string) => escaped(names.get(id) ?? id);
  const swot = report.swot.map(
    ({ kind, names: theme, productId, competitorId, evidence, compared }) =>
      `<tr><td>${words[kind]}${compared?.basis === 'different-places' ? ` (${words.apart})` : ''}</td><td>${escaped(theme[language])}</td><td>${nameOf(productId)}</td><td>${nameOf(competitorId)}</td>${differenceCells(evidence)}</tr>`,
  );
  const gaps = report.gaps.map(({ kind, names: theme, competitorId, quotes }) => {
    const who = competitorId === null ? '' : ` · ${nameOf(competitorId)}`;
    return `<section><h3>${words[kind]}: ${escaped(theme[language])}${who}</h3>${quotes.map(quoteHtml).join('')}</section>`;
  });
  const alarms = report.alarms.map(
    ({ productId, names: theme, week, people, of, expected, bound, q }) =>
      `<li>${nameOf(productId)}, ${escaped(theme[language])}: ${round(people)}/${round(of)} (${week.slice(0, 10)}; ${words.expected} ${expected.toFixed(1)}, ≤ ${round(bound)}, q = ${q.toPrecision(2)})</li>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title><style>${STYLE}</style></head>
<body><h1>${words.title}</h1>
<p>${words.window}: ${daysOf(report.window)}</p>
<p><strong>${escaped(report.headline[language])}</strong></p>
${alarms.length === 0 ? '' : `<h2>${words.alarms}</h2><ul>${alarms.join('')}</ul>`}
${report.products.map((product) => productHtml(product, words, language)).join('\n')}
${gaps.length === 0 ? '' : `<h2>${words.gaps}</h2>${gaps.join('\n')}`}
${swot.length === 0 ? '' : `<h2>${words.swot}</h2><table>${swotHeading(words)}${swot.join('\n')}</table>`}
<footer>${report.counts.mentions} ${words.mentions}, ${report.counts.inWindow} ${words.inWindow} · ${words.taxonomy} ${escaped(report.taxonomyVersion)} · ${report.builtAt}</footer>
</body></html>
`;
}

function productHtml(
  { name, people, feedback, pains, painFeedback, unthemed }: ProductPains,
  words: ReportWords,
  language: InterfaceLanguage,
): string {
  const heading = [
    words.rank,
    words.theme,
    words.people,
    words.share,
    words.interval,
    words.impact,
    words.trend,
    words.standing,
  ]
    .map((word) => `<th>${word}</th>`)
    .join('');
  const table =
    pains.length === 0
      ? ''
      : `<table><tr>${heading}</tr>${pains.map((pain) => painRow(pain, words, language)).join('\n')}</table>`;
  const quoted = pains
    .slice(0, 10)
    .filter(({ quotes }) => quotes.length > 0)
    .map(
      ({ rank, names, quotes }) =>
        `<section><h3>${rank}. ${escaped(names[language])}</h3>${quotes.map(quoteHtml).join('')}</section>`,
    );
  return `<h2>${escaped(name)}</h2><p>${words.people}: ${round(people)} · ${feedback} ${words.feedback} · ${words.unthemed}: ${unthemed}/${painFeedback}</p>${table}${quoted.join('\n')}`;
}

function painRow(
  { rank, names, people, severity, trend, standing }: PainPoint,
  words: ReportWords,
  language: InterfaceLanguage,
): string {
  const cells = [
    `${round(people.people)}/${round(people.of)}`,
    percent(people.share),
    `${percent(people.low)}–${percent(people.high)}`,
    impactText(severity),
    words[trend.direction],
    words[standing],
  ].map((cell) => `<td class="n">${cell}</td>`);
  return `<tr><td class="n">${rank}</td><td>${escaped(names[language])}</td>${cells.join('')}</tr>`;
}

function swotHeading(words: ReportWords): string {
  const titles = [words.swot, words.theme, words.product, words.competitor, words.difference, words.interval, 'q'];
  return `<tr>${titles.map((title) => `<th>${title}</th>`).join('')}</tr>`;
}

function differenceCells({ first, second, difference, low, high, q }: ShareDifference): string {
  const n = `n = ${round(first.of)} / ${round(second.of)}`;
  return `<td class="n">${percent(difference)} (${n})</td><td class="n">${percent(low)} … ${percent(high)}</td><td class="n">${q.toPrecision(2)}</td>`;
}

const quoteHtml = ({ text, language }: Quote) =>
  `<blockquote lang="${escaped(language)}">${escaped(text)}</blockquote>`;
const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`);
const round = (value: number) => String(Math.round(value * 10) / 10);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
