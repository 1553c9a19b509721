import { describe, expect, it } from 'vitest';
import { clauseReader } from './clause-reading.ts';
import { shippedModels } from './polarity.ts';

const models = shippedModels();

function intent(text: string): string {
  const model = /\p{Script=Han}/u.test(text) ? models.zh : models.en;
  return clauseReader(text, model, null)({ start: 0, end: text.length, sentence: 0 }).intent;
}

describe('a clause', () => {
  it.each([
    '希望可以增加夜间模式',
    '建议改进包装',
    '要是电池再大一点就好了',
    '就更好了',
    'I wish it had a night mode',
    'please add dark mode',
    'it would be nice to have more colors',
  ])('wishes: %s', (text) => expect(intent(text)).toBe('wish'));
  it.each(['请问怎么连接蓝牙？', 'Does it work with Android?', 'How do I reset it?'])('asks: %s', (text) =>
    expect(intent(text)).toBe('question'),
  );
  it.each([
    '本来希望能用久一点，结果一周就坏了',
    '凭什么不给退款？',
    '服务态度极差',
    '电池掉电很快',
    '升级之后耗电特别厉害',
    'The battery died after a week and nobody answers',
  ])('complains: %s', (text) => expect(intent(text)).toBe('complaint'));
  it.each(['屏幕非常清晰，很满意', '没想到这么好', 'I love the screen', 'works great'])('praises: %s', (text) =>
    expect(intent(text)).toBe('praise'),
  );
});
