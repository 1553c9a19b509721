import { contentId } from '@soundings/contracts/ids';
import type { PainReport } from '@soundings/contracts/pain-point';
import { expect, test } from 'vitest';
import { startingTaxonomy } from '../taxonomy/starting-taxonomy.ts';
import { painReportCsv } from './pain-report-csv.ts';
import { painReportHtml } from './pain-report-html.ts';
import { painReportMarkdown } from './pain-report-markdown.ts';
import { painReportXlsx } from './pain-report-xlsx.ts';

const productId = contentId('product', 'phone');
const share = { people: 3, of: 4, share: 0.75, low: 0.3, high: 0.95 };
const quote = {
  mentionId: contentId('mention', '1'),
  feedbackId: contentId('feedback', '1'),
  productId,
  text: '=HYPERLINK("x") <script>alert(1)</script> 电池不好',
  language: 'zh',
  rating: 1,
  at: '2026-03-10T00:00:00.000Z',
};
const [theme] = startingTaxonomy;
const report: PainReport = {
  builtAt: '2026-04-01T00:00:00.000Z',
  window: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' },
  counts: {
    mentions: 9,
    inWindow: 8,
    before: 1,
    after: 0,
    redated: 0,
    otherProducts: 0,
    languages: [],
    analyzers: [{ analyzer: 'local', model: 'm', mentions: 8 }],
  },
  taxonomyVersion: 'abc',
  themes: [],
  emergent: [],
  headline: { en: 'Price hurts most.', 'zh-CN': '价格最痛。' },
  products: [
    {
      productId,
      name: 'Phone | <b>',
      role: 'ours',
      domains: [],
      people: 4,
      feedback: 5,
      mentions: 8,
      painFeedback: 4,
      unthemed: 1,
      lost: null,
      terms: [],
      unlisted: 0,
      gone: [],
      pains: [
        {
          id: theme!.id,
          names: theme!.names,
          productId,
          rank: 1,
          people: share,
          feedback: 3,
          mentions: 4,
          praise: share,
          wish: share,
          severity: null,
          terms: [{ term: 'price', z: 2, people: 3 }],
          wishes: [],
          quotes: [quote],
          groups: [],
          firstSeen: '2026-03-10T00:00:00.000Z',
          trend: {
            unit: 'week',
            points: [],
            smoothed: null,
            change: null,
            against: 'window-before',
            direction: 'unknown',
          },
          before: null,
          standing: 'new',
        },
      ],
    },
  ],
  alarms: [],
  raised: [],
  gaps: [],
  swot: [],
  comparisons: [],
};

test('CSV opens as UTF-8 and runs nothing', () => {
  const csv = painReportCsv(report, 'zh-CN');
  expect(csv.startsWith('\uFEFF产品,')).toBe(true);
  expect(csv).toContain(`"'=HYPERLINK(""x"")`);
  expect(csv).toContain(',3,4,0.75,0.3,0.95,,,,,,–,新增,2026-03-10,price,');
});

test('HTML and Markdown show customers’ words as words', () => {
  const html = painReportHtml(report, 'en');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script>');
  expect(html).toContain('75.0 %');
  const markdown = painReportMarkdown(report, 'en');
  expect(markdown).toContain('| 1 | Price | 3/4 | 75.0 % | 30.0 %–95.0 % | – | – | new |');
  expect(markdown).not.toContain('<script>');
  expect(markdown).toContain('## Phone \\| \\<b\\>');
});

test('the workbook is a workbook', async () => {
  const book = await painReportXlsx(report, { language: 'en' });
  expect(book.subarray(0, 2).toString()).toBe('PK');
  const sheets = (book: Buffer) => book.toString('latin1').match(/xl\/worksheets\/sheet\d\.xml/g)?.length;
  const noted = await painReportXlsx(report, { language: 'en', note: 'The figures contain sample data.' });
  expect(sheets(noted)).toBeGreaterThan(sheets(book) ?? 0);
});
