import type { ChurnWarning } from '@soundings/contracts/customer';
import type { InterfaceLanguage } from '@soundings/contracts/language';
import { csvHead, csvLine } from '@soundings/csv/csv';
import { wordsIn } from './pages/words.ts';

/** Churn warnings as a spreadsheet that Excel reads as UTF-8. */
export function warningsCsv(warnings: readonly ChurnWarning[], language: InterfaceLanguage): string {
  const { buying, segments } = wordsIn[language];
  const { customer, segment, expected, none, yearly, usual, silent, why } = buying.columns;
  return [
    csvHead([customer, segment, expected, none, usual, silent, yearly, why]),
    ...warnings.map((warning) =>
      csvLine([
        warning.customerId,
        segments[warning.segment],
        Number(warning.expectedPurchases.toPrecision(4)),
        Number(warning.pNone.toPrecision(4)),
        warning.usualIntervalDays,
        warning.silentDays,
        Number(warning.yearlyRevenue.toFixed(2)),
        warning.explanation[language],
      ]),
    ),
  ].join('');
}
