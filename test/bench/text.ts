/** What the text analyzers are worth on public data, beside their npm peers: `pnpm bench:text`. */
import { hasData } from '@soundings/text/training/sets';
import { report } from './figures.ts';
import { intents } from './text/intent.ts';
import { chinesePolarity, englishPolarity } from './text/polarity.ts';

if (!hasData) {
  console.log('No ../shared/data beside the repository: nothing is measured.');
  report({});
} else {
  const english = await englishPolarity();
  const intent = intents();
  const figures = { ...chinesePolarity(), ...english.figures, ...intent.figures };
  report(figures, [...Object.entries(figures), ...english.rows, ...intent.rows]);
}
