import type { SurveyDefinition } from '@soundings/contracts/survey';
import { QUOTING, recommend, SHARE_THANKS, say } from './phrases.ts';

/** The recommendation question and the one "why" that its score calls for. */
export function nps(product: string): SurveyDefinition {
  return {
    title: say(`您会推荐${product}吗？`, `Would you recommend ${product}?`),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    pages: [
      { id: 'score', questions: [recommend(product)] },
      {
        id: 'why',
        questions: [
          {
            type: 'long-text',
            id: 'why-detractor',
            title: say('是什么让您不愿意推荐？', 'What keeps you from recommending it?'),
            showIf: { question: 'recommend', is: 'atMost', value: 6 },
          },
          {
            type: 'long-text',
            id: 'why-passive',
            title: say('怎样做才能让您打出更高的分数？', 'What would it take to earn a higher score?'),
            showIf: { question: 'recommend', is: 'anyOf', value: [7, 8] },
          },
          {
            type: 'long-text',
            id: 'why-promoter',
            title: say('您最喜欢它的哪一点？', 'What do you like most about it?'),
            showIf: { question: 'recommend', is: 'atLeast', value: 9 },
          },
          QUOTING,
        ],
      },
    ],
  };
}
