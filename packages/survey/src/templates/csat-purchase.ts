import type { SurveyDefinition } from '@soundings/contracts/survey';
import { choice, QUOTING, SATISFACTION, SHARE_THANKS, say } from './phrases.ts';

/** Satisfaction after a purchase; the link field `order` says which. */
export function csatPurchase(product: string): SurveyDefinition {
  return {
    title: say('这次购物满意吗？', 'How was your purchase?'),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    fields: ['order', 'channel'],
    pages: [
      {
        id: 'purchase',
        questions: [
          {
            type: 'statement',
            id: 'which-order',
            title: say('您的订单：{{field:order}}', 'Your order: {{field:order}}'),
            showIf: { field: 'order', is: 'answered' },
          },
          {
            type: 'csat',
            id: 'satisfaction',
            title: say(
              `您对这次购买${product}的经历满意吗？`,
              `How satisfied are you with buying ${product} this time?`,
            ),
            required: true,
            ...SATISFACTION,
          },
          {
            type: 'matrix',
            id: 'aspects',
            title: say('各方面的满意程度', 'How satisfied are you with each of these?'),
            rows: [
              { value: 'quality', label: say('商品质量', 'Product quality') },
              { value: 'price', label: say('价格', 'Price') },
              { value: 'delivery', label: say('配送', 'Delivery') },
              { value: 'packaging', label: say('包装', 'Packaging') },
              { value: 'service', label: say('客服', 'Customer service') },
            ],
            columns: [
              { value: '1', label: say('很不满意', 'Very dissatisfied') },
              { value: '2', label: say('不满意', 'Dissatisfied') },
              { value: '3', label: say('一般', 'Neutral') },
              { value: '4', label: say('满意', 'Satisfied') },
              { value: '5', label: say('很满意', 'Very satisfied') },
            ],
          },
          {
            type: 'long-text',
            id: 'problem',
            title: say('哪里没有做好？', 'What went wrong?'),
            showIf: { question: 'satisfaction', is: 'atMost', value: 3 },
          },
          {
            type: 'single',
            id: 'again',
            title: say('您会再次购买吗？', 'Would you buy again?'),
            choices: [choice('yes', '会', 'Yes'), choice('maybe', '不一定', 'Perhaps'), choice('no', '不会', 'No')],
          },
          QUOTING,
        ],
      },
    ],
  };
}
