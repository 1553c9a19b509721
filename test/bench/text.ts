/** What the text analyzers are worth on public data, beside their npm peers: `pnpm bench:text`. */
import { hasData } from '@soundings/text/training/sets';
import { report } from './figures.ts';
import { aspectPolarity } from './text/aspect-polarity.ts';
import { aspectTerms } from './text/aspects.ts';
import { nearDuplicates } from './text/duplicates.ts';
import { intents } from './text/intent.ts';
import { personalData } from './text/personal-data.ts';
import { chinesePolarity, englishPolarity } from './text/polarity.ts';
import { speed } from './text/speed.ts';

if (!hasData) {
  console.log('No ../shared/data beside the repository: nothing is measured.');
  report({});
} else {
  const parts = [
    chinesePolarity(),
    await englishPolarity(),
    aspectPolarity(),
    aspectTerms(),
    intents(),
    personalData(),
    nearDuplicates(),
    speed(),
  ];
  const figures = Object.assign({}, ...parts.map((part) => part.figures));
  report(figures, [...Object.entries<number | undefined>(figures), ...parts.flatMap(({ rows }) => rows)]);
}
