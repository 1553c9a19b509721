import { expect, test } from 'vitest';
import { openLocalAnalyzer } from './local-analyzer.ts';

/** As long as a text may be, of one piece again and again. */
const full = (piece: string) => piece.repeat(20_000 / piece.length);

// Each took from a minute to for ever before: the time grew with the cube of a text's length, or doubled with each piece.
test.each([
  ['one sentence of thousands of clauses with an aspect', full('www.')],
  ['one sentence of thousands of opinions', full('wx  but ')],
  ['words that may open a question in two ways', `${'^so ^and '.repeat(40)}is it?`],
  ['the same, and no question after all', `${'^so )'.repeat(60)}e?`],
])('%s is read before the machine is missed', async (_, text) => {
  const analyzer = await openLocalAnalyzer();
  const [read] = await analyzer.analyze([{ id: 'a', text, language: 'en', rating: null, nps: null }]);
  expect(read).toMatchObject({ id: 'a', outcome: 'analysed' });
});
