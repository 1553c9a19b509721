import type { Choice, Question } from '@soundings/contracts/question';
import { SurveyDefinition } from '@soundings/contracts/survey';

const say = (zh: string, en: string) => ({ 'zh-CN': zh, en });
const choice = (value: string, zh: string, en: string, more: Partial<Choice> = {}): Choice => ({
  value,
  label: say(zh, en),
  ...more,
});

// A picture of its own, so that the survey needs nothing from elsewhere.
const PICTURE = 'https://example.com/cup.png';

const scales: Question[] = [
  {
    type: 'nps',
    id: 'recommend',
    title: say('您会推荐吗？', 'Would you recommend us?'),
    required: true,
    low: say('不会', 'Never'),
    high: say('一定', 'Surely'),
  },
  { type: 'csat', id: 'satisfied', title: say('您满意吗？', 'Are you satisfied?'), required: true },
  {
    type: 'ces',
    id: 'easy',
    points: 7,
    title: say('容易吗？', 'Was it easy?'),
    low: say('难', 'Hard'),
    high: say('易', 'Easy'),
  },
  { type: 'rating', id: 'stars', title: say('打几颗星？', 'How many stars?'), help: say('一到五颗。', 'One to five.') },
  {
    type: 'long-text',
    id: 'why-low',
    title: say('为什么不推荐？', 'Why would you not?'),
    required: true,
    showIf: { question: 'recommend', is: 'atMost', value: 6 },
  },
];

const choices: Question[] = [
  {
    type: 'single',
    id: 'drink',
    title: say('您喝什么？', 'What do you drink?'),
    required: true,
    other: true,
    randomise: true,
    choices: [
      choice('tea', '茶', 'Tea', { image: { url: PICTURE, alt: say('一杯茶', 'A cup of tea') } }),
      choice('coffee', '咖啡', 'Coffee'),
    ],
  },
  {
    type: 'multiple',
    id: 'places',
    title: say('在哪里喝？', 'Where do you drink it?'),
    maxChoices: 2,
    other: true,
    choices: [
      choice('home', '家里', 'At home'),
      choice('work', '单位', 'At work'),
      choice('out', '外面', 'Out'),
      choice('none', '都不是', 'None of these', { exclusive: true }),
    ],
  },
  {
    type: 'dropdown',
    id: 'age',
    title: say('年龄', 'Age'),
    dimension: 'age',
    choices: [choice('young', '40 岁以下', 'Under 40'), choice('old', '40 岁及以上', '40 or over')],
  },
  {
    type: 'matrix',
    id: 'aspects',
    title: say('各方面如何？', 'How are these?'),
    required: true,
    rows: [
      { value: 'taste', label: say('味道', 'Taste') },
      { value: 'price', label: say('价格', 'Price') },
    ],
    columns: [
      { value: 'bad', label: say('差', 'Bad') },
      { value: 'fair', label: say('一般', 'Fair') },
      { value: 'good', label: say('好', 'Good') },
    ],
  },
  {
    type: 'ranking',
    id: 'order',
    title: say('请排序', 'Put these in order'),
    required: true,
    choices: [choice('a', '甲', 'First thing'), choice('b', '乙', 'Second thing'), choice('c', '丙', 'Third thing')],
  },
];

const texts: Question[] = [
  {
    type: 'statement',
    id: 'told',
    title: say('您选了{{answer:drink}}', 'You chose {{answer:drink}}'),
    help: say('接下来是文字题。', 'Some words now.'),
  },
  {
    type: 'short-text',
    id: 'code',
    title: say('订单号', 'Order number'),
    pattern: '[A-Z]{2}\\d{4}',
    help: say('两个字母加四个数字。', 'Two letters and four digits.'),
  },
  {
    type: 'number',
    id: 'cups',
    title: say('一天几杯？', 'How many cups a day?'),
    required: true,
    min: 0,
    max: 50,
    unit: say('杯', 'cups'),
  },
  { type: 'date', id: 'since', title: say('从哪天开始？', 'Since when?'), max: '2030-12-31' },
  { type: 'email', id: 'email', title: say('邮箱', 'E-mail address') },
  { type: 'phone', id: 'phone', title: say('电话', 'Phone number') },
  { type: 'consent', id: 'agree', quoting: true, required: true, title: say('我同意引用。', 'You may quote me.') },
];

/** Every question type, show-if on one page and between pages, a skip, piping, a score, in both languages. */
export const everyTypeSurvey = SurveyDefinition.parse({
  title: say('每一种题', 'Every kind of question'),
  intro: say('用来试一试。', 'To try them all.'),
  languages: ['en', 'zh-CN'],
  pages: [
    { id: 'scales', questions: scales },
    {
      id: 'choices',
      title: say('选择', 'Choices'),
      questions: choices,
      skip: [{ when: { question: 'drink', is: 'equal', value: 'coffee' }, to: 'end' }],
    },
    { id: 'texts', title: say('填写', 'Words'), questions: texts },
  ],
  scores: [{ id: 'liking', method: 'mean', of: [{ question: 'satisfied' }, { question: 'stars' }] }],
  minimumSeconds: 0,
} satisfies SurveyDefinition);
