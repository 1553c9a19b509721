import type { Choice, Question } from '@soundings/contracts/question';

type Words = Record<string, string>;

/** One text in the product's two languages. */
export function say(zh: string, en: string): Words {
  return { 'zh-CN': zh, en };
}

/** A choice with its texts. */
export function choice(value: string, zh: string, en: string): Choice {
  return { value, label: say(zh, en) };
}

export const SATISFACTION = { low: say('非常不满意', 'Very dissatisfied'), high: say('非常满意', 'Very satisfied') };

export const SHARE_THANKS = say('感谢您的回答，我们会认真阅读每一条意见。', 'Thank you. We read every answer.');

/** The recommendation question as Reichheld asks it (Harvard Business Review, December 2003). */
export function recommend(product: string): Question {
  return {
    type: 'nps',
    id: 'recommend',
    title: say(
      `您有多大可能向朋友或同事推荐${product}？`,
      `How likely are you to recommend ${product} to a friend or colleague?`,
    ),
    required: true,
    low: say('完全不可能', 'Not at all likely'),
    high: say('非常可能', 'Extremely likely'),
  };
}

/** The respondent's word on whether the texts may be quoted. */
export const QUOTING: Question = {
  type: 'consent',
  id: 'quoting',
  quoting: true,
  title: say(
    '我同意在内部报告中匿名引用我写下的文字。',
    'My words may be quoted, without my name, in internal reports.',
  ),
};
