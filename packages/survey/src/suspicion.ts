import type { SurveyDefinition } from '@soundings/contracts/survey';
import type { Answers, SuspectReason } from '@soundings/contracts/survey-response';
import { openTexts } from './open-texts.ts';
import { answerTo } from './visibility.ts';

/** What is known about how a response came. */
export interface Arrival {
  /** Something was written where people see no field. */
  honeypot: boolean;
  /** Seconds between the first page and the submission, by the server's clock. */
  seconds: number;
  /** Responses to this survey from the same address in the last ten minutes, this one included. */
  fromAddress: number;
  /** For each of its texts, how many responses to this survey had the same text before. */
  textsSeen: readonly number[];
}

const MANY_FROM_ADDRESS = 20;
const OFTEN_SEEN = 3;
const STRAIGHT_ROWS = 8;

/** Why a response is suspect: none of it is proof, so it is kept, and the team decides. */
export function suspicions(
  definition: Pick<SurveyDefinition, 'pages' | 'minimumSeconds'>,
  answers: Answers,
  { honeypot, seconds, fromAddress, textsSeen }: Arrival,
): SuspectReason[] {
  const reasons: SuspectReason[] = [];
  if (honeypot) reasons.push('honeypot');
  if (seconds < (definition.minimumSeconds ?? 2)) reasons.push('too-fast');
  if (fromAddress > MANY_FROM_ADDRESS) reasons.push('too-many');
  if (textsSeen.length > 0 && textsSeen.filter((n) => n >= OFTEN_SEEN).length * 2 >= textsSeen.length)
    reasons.push('duplicate-text');
  if (isStraightLined(definition, answers)) reasons.push('straight-lined');
  return reasons;
}

/** The texts of a response in the form in which duplicates are looked for: letters and digits only, 12 at least. */
export function comparableTexts(definition: Pick<SurveyDefinition, 'pages'>, answers: Answers): string[] {
  return openTexts({ answers }, definition)
    .map(({ text }) =>
      text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, ''),
    )
    .filter((text) => text.length >= 12);
}

/** The same column throughout eight matrix rows or more. */
function isStraightLined({ pages }: Pick<SurveyDefinition, 'pages'>, answers: Answers): boolean {
  const columns = pages
    .flatMap((page) => page.questions)
    .flatMap(({ id }) => {
      const answer = answerTo(answers, id);
      return answer && 'rows' in answer ? Object.values(answer.rows) : [];
    });
  return columns.length >= STRAIGHT_ROWS && new Set(columns).size === 1;
}
