import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { choice, QUOTING, SHARE_THANKS, say } from './phrases.ts';

/** A concept judged alone (monadic): appeal, newness, credibility, need and intent to buy on five points. */
export function conceptTest(product: string): SurveyDefinition {
  const five = (id: string, zh: string, en: string, low: [string, string], high: [string, string]): Question => ({
    type: 'rating',
    id,
    points: 5,
    title: say(zh, en),
    required: true,
    low: say(...low),
    high: say(...high),
  });
  return {
    title: say('一个新想法，听听您的看法', 'A new idea: what do you think?'),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    pages: [
      {
        id: 'concept',
        questions: [
          {
            type: 'statement',
            id: 'idea',
            title: say(`${product}的新想法`, `A new idea from ${product}`),
            help: say('在这里用两三句话介绍这个想法。', 'Describe the idea here in two or three sentences.'),
          },
          five(
            'appeal',
            '它吸引您吗？',
            'How appealing is it?',
            ['完全不吸引', 'Not at all'],
            ['非常吸引', 'Extremely'],
          ),
          five(
            'new',
            '与现有的产品相比，它有多新颖？',
            'How new is it compared with what exists?',
            ['毫不新颖', 'Not at all'],
            ['非常新颖', 'Extremely'],
          ),
          five(
            'credible',
            '您觉得它可信吗？',
            'How believable is it?',
            ['完全不可信', 'Not at all'],
            ['非常可信', 'Extremely'],
          ),
          five(
            'need',
            '您需要它吗？',
            'How much do you need it?',
            ['完全不需要', 'Not at all'],
            ['非常需要', 'Extremely'],
          ),
        ],
      },
      {
        id: 'intent',
        questions: [
          {
            type: 'single',
            id: 'intent',
            title: say('如果推出，您会购买吗？', 'If it were available, would you buy it?'),
            required: true,
            choices: [
              choice('5', '一定会', 'Definitely'),
              choice('4', '可能会', 'Probably'),
              choice('3', '说不准', 'Perhaps'),
              choice('2', '可能不会', 'Probably not'),
              choice('1', '一定不会', 'Definitely not'),
            ],
          },
          { type: 'long-text', id: 'like', title: say('您喜欢它的什么？', 'What do you like about it?') },
          { type: 'long-text', id: 'doubt', title: say('您有什么顾虑？', 'What makes you hesitate?') },
          QUOTING,
        ],
      },
    ],
    scores: [
      {
        id: 'concept-score',
        title: say('概念得分', 'Concept score'),
        method: 'mean',
        of: [
          { question: 'appeal' },
          { question: 'new' },
          { question: 'credible' },
          { question: 'need' },
          { question: 'intent', points: { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 } },
        ],
      },
    ],
    analyses: [{ kind: 'top-box', question: 'intent', top: ['4', '5'] }],
  };
}
