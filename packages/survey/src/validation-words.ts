/** What can be wrong with an answer. */
export type ProblemCode =
  | 'required'
  | 'wrong-type'
  | 'unknown-question'
  | 'unknown-choice'
  | 'other-text'
  | 'exclusive'
  | 'too-few'
  | 'too-many'
  | 'all-rows'
  | 'all-ranks'
  | 'too-short'
  | 'too-long'
  | 'pattern'
  | 'not-a-number'
  | 'not-whole'
  | 'decimals'
  | 'below'
  | 'above'
  | 'not-a-date'
  | 'email'
  | 'phone'
  | 'consent';

const EN: Record<ProblemCode, string> = {
  required: 'Please answer this question.',
  'wrong-type': 'This answer could not be read. Please answer again.',
  'unknown-question': 'This question is not part of the survey.',
  'unknown-choice': 'Please choose one of the answers shown.',
  'other-text': 'Please write what you mean by “Other”.',
  exclusive: 'This choice cannot be combined with others. Keep one or the other.',
  'too-few': 'Please choose at least {n}.',
  'too-many': 'Please choose at most {n}.',
  'all-rows': 'Please answer every row.',
  'all-ranks': 'Please give every item a place of its own.',
  'too-short': 'Please write at least {n} characters.',
  'too-long': 'Please write at most {n} characters.',
  pattern: 'Please check the format.',
  'not-a-number': 'Please enter a number in digits.',
  'not-whole': 'Please enter a whole number.',
  decimals: 'At most {n} decimals, please.',
  below: 'Please enter {n} or more.',
  above: 'Please enter {n} or less.',
  'not-a-date': 'Please enter a date such as 2026-03-31.',
  email: 'Please enter an e-mail address such as name@example.com.',
  phone: 'Please enter a phone number in digits.',
  consent: 'Please tick the box to go on.',
};

const ZH: Record<ProblemCode, string> = {
  required: '请回答这道题。',
  'wrong-type': '没能读懂这个回答，请重新填写。',
  'unknown-question': '问卷中没有这道题。',
  'unknown-choice': '请从列出的选项中选择。',
  'other-text': '请写明“其他”的内容。',
  exclusive: '这个选项不能与其他选项同时选择，请只保留一种。',
  'too-few': '请至少选择 {n} 项。',
  'too-many': '请最多选择 {n} 项。',
  'all-rows': '请回答每一行。',
  'all-ranks': '请为每一项排一个不同的名次。',
  'too-short': '请至少填写 {n} 个字。',
  'too-long': '请最多填写 {n} 个字。',
  pattern: '请检查格式。',
  'not-a-number': '请用数字填写。',
  'not-whole': '请填写整数。',
  decimals: '最多保留 {n} 位小数。',
  below: '请填写不小于 {n} 的数。',
  above: '请填写不大于 {n} 的数。',
  'not-a-date': '请填写日期，例如 2026-03-31。',
  email: '请填写邮箱地址，例如 name@example.com。',
  phone: '请用数字填写电话号码。',
  consent: '请勾选后继续。',
};

/** The message for a respondent: Chinese for any `zh…`, else English. */
export function problemMessage(code: ProblemCode, language: string, n?: number | string): string {
  return (language.startsWith('zh') ? ZH : EN)[code].replace('{n}', String(n ?? ''));
}
