import type { Choice, Question } from '@soundings/contracts/question';

/** The choices in the order that the respondent with this seed sees them. Exclusive choices stay last. */
export function choicesInOrder(question: Extract<Question, { choices: Choice[] }>, seed: number): Choice[] {
  if (!('randomise' in question) || !question.randomise) return question.choices;
  const random = randomFrom(`${seed}:${question.id}`);
  const moving = question.choices.filter((choice) => !choice.exclusive);
  for (let i = moving.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [a, b] = [moving[i], moving[j]];
    if (a && b) [moving[i], moving[j]] = [b, a];
  }
  return [...moving, ...question.choices.filter((choice) => choice.exclusive)];
}

/** Numbers in [0, 1) that depend on the text only: FNV-1a (Fowler, Noll, Vo) seeds mulberry32 (Ettinger). */
function randomFrom(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
