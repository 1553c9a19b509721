import type { Survey } from '@soundings/contracts/survey';
import type { Reader } from './reader.ts';

const STATUS_TONES = { draft: '', published: 'good', closed: 'warn' } as const;

/** Whether a survey takes answers. */
export function SurveyStatus({ survey, reader }: { survey: Survey; reader: Reader }) {
  return <span class={`tag ${STATUS_TONES[survey.status]}`}>{reader.words.surveyStatus[survey.status]}</span>;
}
