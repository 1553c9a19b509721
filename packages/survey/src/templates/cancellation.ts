import type { SurveyDefinition } from '@soundings/contracts/survey';
import { choice, QUOTING, SHARE_THANKS, say } from './phrases.ts';

/** Why a customer leaves. */
export function cancellation(product: string): SurveyDefinition {
  return {
    title: say('离开之前，想听听您的原因', 'Before you go: what made you leave?'),
    intro: say('只需一分钟，不会影响您的操作。', 'One minute; it changes nothing about your cancellation.'),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    fields: ['plan', 'channel'],
    pages: [
      {
        id: 'reason',
        questions: [
          {
            type: 'single',
            id: 'reason',
            title: say(`您不再使用${product}的主要原因是什么？`, `What is your main reason for leaving ${product}?`),
            required: true,
            other: true,
            randomise: true,
            dimension: 'barrier',
            choices: [
              choice('price', '价格太高', 'It costs too much'),
              choice('missing', '缺少需要的功能', 'It lacks something I need'),
              choice('quality', '质量不好或经常出错', 'It is poor or keeps failing'),
              choice('service', '客服体验不好', 'Poor service'),
              choice('complex', '用起来太麻烦', 'It is too hard to use'),
              choice('competitor', '换了别家', 'I switched to another product'),
              choice('no-need', '不再需要了', 'I no longer need it'),
            ],
          },
          {
            type: 'short-text',
            id: 'competitor',
            title: say('您换成了哪一家？', 'Which one did you switch to?'),
            showIf: { question: 'reason', is: 'equal', value: 'competitor' },
          },
          {
            type: 'long-text',
            id: 'missing',
            title: say('缺少的是什么？', 'What was missing?'),
            showIf: { question: 'reason', is: 'equal', value: 'missing' },
          },
          {
            type: 'long-text',
            id: 'what-happened',
            title: say('当时发生了什么？', 'What happened?'),
            showIf: { question: 'reason', is: 'anyOf', value: ['quality', 'service', 'complex'] },
          },
          {
            type: 'single',
            id: 'return',
            title: say('什么情况下您会考虑回来？', 'What would bring you back?'),
            choices: [
              choice('price', '价格更合适', 'A better price'),
              choice('fixed', '问题得到解决', 'The problem being fixed'),
              choice('later', '以后有需要时', 'When I need it again'),
              choice('never', '不会回来', 'Nothing'),
            ],
          },
          QUOTING,
        ],
      },
    ],
  };
}
