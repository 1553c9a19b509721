import type { SurveyDefinition } from '@soundings/contracts/survey';
import { choice, SHARE_THANKS, say } from './phrases.ts';

/** Who the customer is: every question has a profile dimension and none is required. */
export function customerProfile(product: string): SurveyDefinition {
  return {
    title: say('认识一下您', 'A little about you'),
    intro: say('每道题都可以不答。', 'You may leave out any question.'),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    fields: ['channel'],
    pages: [
      {
        id: 'person',
        questions: [
          {
            type: 'dropdown',
            id: 'age',
            title: say('您的年龄', 'Your age'),
            dimension: 'age',
            choices: [
              choice('under-18', '18 岁以下', 'Under 18'),
              choice('18-24', '18–24 岁', '18–24'),
              choice('25-34', '25–34 岁', '25–34'),
              choice('35-44', '35–44 岁', '35–44'),
              choice('45-54', '45–54 岁', '45–54'),
              choice('55-64', '55–64 岁', '55–64'),
              choice('65-plus', '65 岁及以上', '65 or over'),
            ],
          },
          {
            type: 'single',
            id: 'gender',
            title: say('您的性别', 'Your gender'),
            dimension: 'gender',
            choices: [
              choice('female', '女', 'Female'),
              choice('male', '男', 'Male'),
              choice('another', '其他', 'Another'),
              choice('unsaid', '不便透露', 'Prefer not to say'),
            ],
          },
          {
            type: 'short-text',
            id: 'region',
            title: say('您所在的城市或地区', 'Your city or region'),
            dimension: 'region',
            maxLength: 60,
          },
          {
            type: 'dropdown',
            id: 'occupation',
            title: say('您的职业', 'Your occupation'),
            dimension: 'occupation',
            choices: [
              choice('student', '学生', 'Student'),
              choice('employee', '公司职员', 'Employee'),
              choice('manager', '管理人员', 'Manager'),
              choice('professional', '专业技术人员', 'Professional or technician'),
              choice('public', '公务员或事业单位', 'Public sector'),
              choice('self-employed', '个体经营或自由职业', 'Self-employed'),
              choice('home', '全职在家', 'At home'),
              choice('retired', '退休', 'Retired'),
              choice('another', '其他', 'Another'),
            ],
          },
          {
            type: 'dropdown',
            id: 'education',
            title: say('您的最高学历', 'Your highest education'),
            dimension: 'education',
            choices: [
              choice('secondary', '高中及以下', 'Secondary school or less'),
              choice('college', '大专', 'Vocational college'),
              choice('bachelor', '本科', 'Bachelor'),
              choice('postgraduate', '研究生', 'Postgraduate'),
            ],
          },
          {
            type: 'dropdown',
            id: 'income',
            title: say('您的家庭收入与所在地区相比', 'Your household income, compared with others where you live'),
            dimension: 'income',
            choices: [
              choice('lower', '较低', 'Lower'),
              choice('middle', '中等', 'About average'),
              choice('higher', '较高', 'Higher'),
              choice('unsaid', '不便透露', 'Prefer not to say'),
            ],
          },
        ],
      },
      {
        id: 'habits',
        questions: [
          {
            type: 'multiple',
            id: 'motivation',
            title: say(`您选择${product}时最看重什么？`, `What mattered most when you chose ${product}?`),
            help: say('最多选三项。', 'Up to three.'),
            dimension: 'motivation',
            maxChoices: 3,
            other: true,
            randomise: true,
            choices: [
              choice('price', '价格', 'Price'),
              choice('quality', '质量', 'Quality'),
              choice('convenience', '方便', 'Convenience'),
              choice('brand', '品牌', 'Brand'),
              choice('recommended', '别人推荐', 'Someone recommended it'),
              choice('new', '新鲜有趣', 'Something new'),
            ],
          },
          {
            type: 'multiple',
            id: 'usage-scene',
            title: say(`您一般在什么时候用${product}？`, `When do you use ${product}?`),
            dimension: 'usage-scene',
            other: true,
            choices: [
              choice('home', '居家', 'At home'),
              choice('work', '工作或学习', 'At work or while studying'),
              choice('commute', '通勤路上', 'On the way'),
              choice('travel', '旅行', 'Travelling'),
              choice('sport', '运动或户外', 'Sports or outdoors'),
              choice('together', '与家人朋友一起', 'With family or friends'),
              choice('gift', '送礼', 'As a gift'),
            ],
          },
          {
            type: 'single',
            id: 'loyalty',
            title: say('下次购买这类产品时，您会怎样选？', 'When you next buy a product like this, what will you do?'),
            dimension: 'loyalty',
            choices: [
              choice('only', `只考虑${product}`, `Consider ${product} alone`),
              choice('first', `先看${product}，再看其他`, `Look at ${product} first, then at others`),
              choice('compare', '几个品牌一起比较', 'Compare several brands alike'),
              choice('another', '更想换一个品牌', 'Rather choose another brand'),
            ],
          },
          {
            type: 'single',
            id: 'frequency',
            title: say(`您多久用一次${product}？`, `How often do you use ${product}?`),
            dimension: 'frequency',
            choices: [
              choice('daily', '每天', 'Daily'),
              choice('weekly', '每周', 'Weekly'),
              choice('monthly', '每月', 'Monthly'),
              choice('rarely', '更少', 'Less often'),
            ],
          },
          {
            type: 'number',
            id: 'spend',
            title: say(
              '您一个月在这类产品上大约花多少钱？',
              'About how much do you spend on products like this in a month?',
            ),
            dimension: 'spend',
            min: 0,
            max: 1_000_000,
            decimals: 2,
          },
          {
            type: 'multiple',
            id: 'channel',
            title: say('您平时在哪里购买？', 'Where do you usually buy?'),
            dimension: 'channel',
            other: true,
            choices: [
              choice('official', '官网或官方应用', 'The official site or app'),
              choice('marketplace', '电商平台', 'An online marketplace'),
              choice('live', '直播或社交平台', 'Live streams or social media'),
              choice('store', '线下门店', 'A shop'),
            ],
          },
        ],
      },
    ],
  };
}
