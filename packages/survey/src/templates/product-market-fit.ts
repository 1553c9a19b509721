import type { SurveyDefinition } from '@soundings/contracts/survey';
import { choice, QUOTING, SHARE_THANKS, say } from './phrases.ts';

/** Sean Ellis's question: 40 % "very disappointed" is his mark of product–market fit. */
export function productMarketFit(product: string): SurveyDefinition {
  return {
    title: say(`${product}对您有多重要？`, `How much does ${product} matter to you?`),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    pages: [
      {
        id: 'fit',
        questions: [
          {
            type: 'single',
            id: 'disappointed',
            title: say(
              `如果不能再使用${product}，您会有什么感受？`,
              `How would you feel if you could no longer use ${product}?`,
            ),
            required: true,
            choices: [
              choice('very', '非常失望', 'Very disappointed'),
              choice('somewhat', '有些失望', 'Somewhat disappointed'),
              choice('not', '不会失望（它没那么有用）', 'Not disappointed (it is not that useful)'),
              choice('left', '不适用，我已经不用了', 'Not applicable: I no longer use it'),
            ],
          },
        ],
        skip: [{ when: { question: 'disappointed', is: 'equal', value: 'left' }, to: 'improve' }],
      },
      {
        id: 'value',
        questions: [
          {
            type: 'long-text',
            id: 'benefit',
            title: say(`${product}给您带来的最大好处是什么？`, `What is the main benefit you get from ${product}?`),
          },
          {
            type: 'long-text',
            id: 'who',
            title: say('您觉得什么样的人最能从中受益？', 'What kind of person would benefit most from it?'),
          },
          {
            type: 'short-text',
            id: 'alternative',
            title: say('如果没有它，您会用什么代替？', 'What would you use instead?'),
          },
        ],
      },
      {
        id: 'improve',
        questions: [
          {
            type: 'long-text',
            id: 'wish',
            title: say(`怎样改进${product}会对您更有用？`, `How could ${product} be made better for you?`),
          },
          QUOTING,
        ],
      },
    ],
    analyses: [{ kind: 'pmf', question: 'disappointed', veryDisappointed: 'very', excluded: ['left'] }],
  };
}
