import type { SurveyDefinition } from '@soundings/contracts/survey';
import { choice, QUOTING, recommend, SATISFACTION, SHARE_THANKS, say } from './phrases.ts';

/** Five questions on one page and one more that depends on the score. */
export function productFeedback(product: string): SurveyDefinition {
  return {
    title: say(`${product}使用反馈`, `Your feedback on ${product}`),
    intro: say('大约需要两分钟。', 'This takes about two minutes.'),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    pages: [
      {
        id: 'feedback',
        questions: [
          recommend(product),
          {
            type: 'csat',
            id: 'satisfaction',
            title: say(`总体来说，您对${product}满意吗？`, `Overall, how satisfied are you with ${product}?`),
            required: true,
            ...SATISFACTION,
          },
          {
            type: 'multiple',
            id: 'uses',
            title: say(`您主要用${product}做什么？`, `What do you mainly use ${product} for?`),
            help: say('可选多项。', 'Choose all that apply.'),
            dimension: 'motivation',
            other: true,
            choices: [
              choice('daily', '日常生活', 'Everyday life'),
              choice('work', '工作或学习', 'Work or study'),
              choice('gift', '送给别人', 'A gift'),
              choice('trial', '只是试试', 'Just trying it out'),
            ],
          },
          {
            type: 'long-text',
            id: 'problem',
            title: say('最近一次让您不满意的是什么？', 'What was the last thing that disappointed you?'),
            help: say('请不要写姓名、电话等个人信息。', 'Please leave out names, phone numbers and the like.'),
          },
          {
            type: 'long-text',
            id: 'wish',
            title: say('您最希望我们改进或增加什么？', 'What should we improve or add first?'),
          },
        ],
      },
      {
        id: 'about-you',
        title: say('最后两题', 'Two last questions'),
        questions: [
          {
            type: 'single',
            id: 'tenure',
            title: say(`您使用${product}多久了？`, `How long have you used ${product}?`),
            dimension: 'tenure',
            choices: [
              choice('under-1m', '不到一个月', 'Less than a month'),
              choice('1-6m', '一到六个月', 'One to six months'),
              choice('6-12m', '半年到一年', 'Six to twelve months'),
              choice('over-1y', '一年以上', 'More than a year'),
            ],
          },
          QUOTING,
        ],
      },
    ],
  };
}
