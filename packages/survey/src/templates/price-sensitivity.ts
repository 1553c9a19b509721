import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { SHARE_THANKS, say } from './phrases.ts';

/** The four questions of the Price Sensitivity Meter (van Westendorp, ESOMAR Congress 1976). */
export function priceSensitivity(product: string): SurveyDefinition {
  const price = (id: string, zh: string, en: string): Question => ({
    type: 'number',
    id,
    title: say(zh, en),
    required: true,
    min: 0,
    max: 10_000_000,
    decimals: 2,
    unit: say('元', 'CNY'),
  });
  return {
    title: say(`${product}值多少钱？`, `What is ${product} worth?`),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    pages: [
      {
        id: 'prices',
        title: say(`什么价格的${product}会让您觉得……`, `At what price would you find ${product} …`),
        questions: [
          price('too-cheap', '便宜得让您怀疑质量？', '… so cheap that you would doubt its quality?'),
          price('cheap', '很划算？', '… a bargain?'),
          price('expensive', '有点贵，但还可以考虑？', '… getting expensive, but still worth considering?'),
          price('too-expensive', '贵得不会考虑？', '… too expensive to consider?'),
        ],
      },
      {
        id: 'why',
        questions: [
          {
            type: 'long-text',
            id: 'compared',
            title: say('您是拿什么来比较的？', 'What did you compare it with?'),
          },
        ],
      },
    ],
    analyses: [
      {
        kind: 'van-westendorp',
        tooCheap: 'too-cheap',
        cheap: 'cheap',
        expensive: 'expensive',
        tooExpensive: 'too-expensive',
        currency: 'CNY',
      },
    ],
  };
}
