import type { SurveyDefinition, TemplateId } from '@soundings/contracts/survey';
import { cancellation } from './cancellation.ts';
import { ces } from './ces.ts';
import { conceptTest } from './concept-test.ts';
import { csatPurchase } from './csat-purchase.ts';
import { customerProfile } from './customer-profile.ts';
import { kano } from './kano.ts';
import { nps } from './nps.ts';
import { say } from './phrases.ts';
import { priceSensitivity } from './price-sensitivity.ts';
import { productFeedback } from './product-feedback.ts';
import { productMarketFit } from './product-market-fit.ts';

/** A ready survey: what it is called, what it is for, and its definition for a product of this name. */
export interface SurveyTemplate {
  title: Record<string, string>;
  about: Record<string, string>;
  define: (product: string) => SurveyDefinition;
}

/** The surveys that a team can start from, by id. */
export const surveyTemplates: Record<TemplateId, SurveyTemplate> = {
  'product-feedback': {
    title: say('产品反馈', 'Product feedback'),
    about: say(
      '推荐意愿、满意度、问题与期望，适合长期挂出。',
      'Recommendation, satisfaction, problems and wishes; made to stay open.',
    ),
    define: productFeedback,
  },
  nps: {
    title: say('净推荐值', 'Net Promoter Score'),
    about: say('一道评分题，一道追问。', 'One score and the reason for it.'),
    define: nps,
  },
  'csat-purchase': {
    title: say('购后满意度', 'Satisfaction after purchase'),
    about: say('随订单发送，按环节打分。', 'Sent with an order; rates each step.'),
    define: csatPurchase,
  },
  ces: {
    title: say('客户费力度', 'Customer effort'),
    about: say('服务结束后立即询问。', 'Asked right after a service contact.'),
    define: ces,
  },
  'product-market-fit': {
    title: say('产品市场契合度', 'Product–market fit'),
    about: say('如果失去它，用户会有多失望。', 'How disappointed users would be to lose it.'),
    define: productMarketFit,
  },
  cancellation: {
    title: say('流失原因', 'Why customers leave'),
    about: say('在取消或卸载时询问。', 'Asked at cancellation.'),
    define: cancellation,
  },
  'customer-profile': {
    title: say('画像问卷', 'Customer profile'),
    about: say(
      '人口特征、动机、渠道与花费，供用户画像使用。',
      'Demographics, motives, channels and spend for personas.',
    ),
    define: customerProfile,
  },
  'price-sensitivity': {
    title: say('价格敏感度', 'Price sensitivity'),
    about: say('Van Westendorp 四个价格问题。', 'The four prices of van Westendorp.'),
    define: priceSensitivity,
  },
  kano: {
    title: say('Kano 需求分类', 'Kano categories'),
    about: say('哪些功能是必备、期望或惊喜。', 'Which features are must-be, performance or delight.'),
    define: kano,
  },
  'concept-test': {
    title: say('概念测试', 'Concept test'),
    about: say('上市前评估一个新想法。', 'Judges one idea before it is made.'),
    define: conceptTest,
  },
};
