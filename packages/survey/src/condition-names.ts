import type { Condition } from '@soundings/contracts/question';

/** What a condition looks at. */
export interface ConditionName {
  kind: 'question' | 'field' | 'score';
  name: string;
}

/** The questions, fields and scores that a condition names. */
export function namesIn(condition: Condition): ConditionName[] {
  if ('all' in condition) return condition.all.flatMap(namesIn);
  if ('any' in condition) return condition.any.flatMap(namesIn);
  if ('not' in condition) return namesIn(condition.not);
  if ('question' in condition) return [{ kind: 'question', name: condition.question }];
  if ('field' in condition) return [{ kind: 'field', name: condition.field }];
  return [{ kind: 'score', name: condition.score }];
}
