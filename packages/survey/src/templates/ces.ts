import type { SurveyDefinition } from '@soundings/contracts/survey';
import { QUOTING, SHARE_THANKS, say } from './phrases.ts';

/** Customer effort, in the wording of its second version (Dixon, Toman, DeLisi: The Effortless Experience, 2013). */
export function ces(product: string): SurveyDefinition {
  return {
    title: say('办成这件事容易吗？', 'Was it easy?'),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    fields: ['channel'],
    pages: [
      {
        id: 'effort',
        questions: [
          {
            type: 'ces',
            id: 'effort',
            points: 7,
            title: say(`${product}让我很容易就解决了问题。`, `${product} made it easy for me to handle my issue.`),
            required: true,
            low: say('非常不同意', 'Strongly disagree'),
            high: say('非常同意', 'Strongly agree'),
          },
          {
            type: 'long-text',
            id: 'obstacle',
            title: say('是什么让事情变麻烦了？', 'What made it hard?'),
            showIf: { question: 'effort', is: 'atMost', value: 4 },
          },
          {
            type: 'long-text',
            id: 'easier',
            title: say('还有什么可以更省事？', 'What could be easier still?'),
            showIf: { question: 'effort', is: 'atLeast', value: 5 },
          },
          QUOTING,
        ],
      },
    ],
  };
}
