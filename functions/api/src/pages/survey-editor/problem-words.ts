import type { SurveyDefinition } from '@soundings/contracts/survey';
import { checkDefinition, type DefinitionProblem } from '@soundings/survey/definition-check';
import type { Reader } from '../reader.ts';

/** A problem of a definition in the reader's words. */
export type Problem = DefinitionProblem;

/** The messages of the definition's check, and what they are in Chinese. */
const CHINESE: readonly [RegExp, string][] = [
  [/^is missing in (.+)$/, '缺少语言 $1'],
  [/^an image needs an alternative text$/, '图片须有替代文字'],
  [/^is larger than 300,000 characters$/, '超过 300,000 个字符'],
  [/^"(.+)" is there twice$/, '“$1”出现了两次'],
  [/^needs a contrast of 4\.5 : 1 with white$/, '与白色的对比度须达到 4.5 : 1'],
  [/^is not after opensAt$/, '须晚于开放时间'],
  [/^"(.+)" is an address parameter of the page itself$/, '“$1”是页面自己的地址参数'],
  [/^"end" is where a skip ends the survey$/, '“end”表示跳转到问卷结尾，不能作页面名'],
  [/^leads to no later page$/, '没有跳到更后面的页面'],
  [/^"(.+)" is not an earlier question$/, '“$1”不是前面的题目'],
  [/^"(.+)" is not a link field$/, '“$1”不是链接字段'],
  [/^there is no score "(.+)"$/, '没有得分“$1”'],
  [/^the score "(.+)" is not complete here$/, '得分“$1”在这里还不完整'],
  [/^"(.+)" is not a choice of its question$/, '“$1”不是该题的选项'],
  [/^there is no question "(.+)"$/, '没有题目“$1”'],
  [/^(.+) is more than (.+)$/, '$1 大于 $2'],
  [/^is not in the safe subset.*$/, '不在安全的模式范围内：不能分组，最多三个可变次数'],
  [/^\{\{answer:(.+)\}\} is not answered on an earlier page$/, '{{answer:$1}} 不在前面的页面上'],
  [/^\{\{field:(.+)\}\} is not a link field$/, '{{field:$1}} 不是链接字段'],
  [/^\{\{score:(.+)\}\} is not complete here$/, '{{score:$1}} 在这里还不完整'],
  [/^"(.+)" is not a question of type (.+)$/, '“$1”不是 $2 类型的题目'],
  [/^"(.+)" is not a choice of "(.+)"$/, '“$1”不是“$2”的选项'],
];

/** All that keeps a definition from being published or that a respondent would miss, in the reader's language. */
export function problemsOf(definition: SurveyDefinition, reader: Reader): Problem[] {
  const problems = checkDefinition(definition);
  if (reader.language === 'en') return problems;
  return problems.map((problem) => {
    const [pattern, words] = CHINESE.find(([each]) => each.test(problem.message)) ?? [];
    return pattern && words ? { ...problem, message: problem.message.replace(pattern, words) } : problem;
  });
}

/** Those at a place of the definition and below it. */
export function problemsAt(problems: readonly Problem[], path: string): Problem[] {
  return problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}/`));
}
