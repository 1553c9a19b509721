import type { LocalizedText } from '@soundings/contracts/language';
import type { AnswerBase, AnswerCount } from './answer-counts.ts';
import type { ValueCount } from './customer-counts.ts';
import { groupRows } from './group-rows.ts';
import { binNumbers } from './number-bins.ts';
import type { SurveyWords } from './persona-input.ts';
import type { Field } from './sample.ts';
import { mentionsSensitive } from './sensitive.ts';
import { documentDimension, valueName } from './words.ts';

export type AnsweredField = Field & {
  asOf: string;
  label: (value: string) => LocalizedText;
  place: (value: string) => number;
};

/**
 * What was answered, by field. A question that was reworded or replaced by another of the same dimension stays one
 * field; a choice that two surveys call alike is one value whatever its code.
 */
export function answeredFields(
  counts: readonly AnswerCount[],
  bases: readonly AnswerBase[],
  surveys: readonly SurveyWords[],
): Map<string, AnsweredField> {
  const labels = choiceLabels(surveys);
  const byField = groupRows(counts, ({ field }) => field);
  return new Map(
    [...byField].map(([field, rows]) => {
      const name = documentDimension(field);
      const numeric = rows.every(({ type }) => type === 'number') && name !== 'willingness-to-pay';
      const bins = numeric ? binNumbers(rows, name) : null;
      const canonical = canonicalValues(rows, labels);
      const cells = rows.map((row) => ({ ...row, value: bins?.valueOf(row.value) ?? canonical.valueOf(row) }));
      return [
        name,
        {
          name,
          several: rows.some(({ type }) => type === 'multiple'),
          cells,
          bases: bases.filter((base) => base.field === field),
          asOf: bases.reduce((latest, base) => (base.field === field && base.asOf > latest ? base.asOf : latest), ''),
          label: (value) => bins?.label(value) ?? canonical.labels.get(value) ?? valueName(name, value),
          place: (value) => bins?.place(value) ?? place(labels, canonical.labels.get(value)),
        },
      ];
    }),
  );
}

/** Does a field ask for, or offer as a choice, what only a legal basis allows to be told? */
export function isSensitive({ name, cells, label }: AnsweredField): boolean {
  return mentionsSensitive(name) || cells.some(({ value }) => Object.values(label(value)).some(mentionsSensitive));
}

/** Choices stand in the order that their survey offers them in. */
function place(labels: ChoiceLabels, label: LocalizedText | undefined): number {
  const at = label ? [...labels.values()].indexOf(label) : -1;
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}

type ChoiceLabels = ReadonlyMap<string, LocalizedText>;
const choiceKey = (surveyId: string, questionId: string, value: string) =>
  JSON.stringify([surveyId, questionId, value]);

function choiceLabels(surveys: readonly SurveyWords[]): ChoiceLabels {
  const labels = new Map<string, LocalizedText>();
  for (const { id, questions } of surveys) {
    for (const question of questions) {
      for (const choice of question.choices ?? []) labels.set(choiceKey(id, question.id, choice.value), choice.label);
    }
  }
  return labels;
}

/** A text without what people write differently: case, accents, width, spaces; a city or province is one with its suffix or without. */
function sameText(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return plain.replace(/(?<=^\p{Script=Han}{2,})[省市]$/u, '');
}

/** Values by their label, or by their own text where none is known: equal ones are one value, which keeps the code that comes first. */
function canonicalValues(rows: readonly AnswerCount[], known: ChoiceLabels) {
  const labels = new Map<string, LocalizedText>();
  const codes = new Map<string, string>();
  const values = new Map<AnswerCount, string>();
  for (const row of [...rows].sort((a, b) => (a.value < b.value ? -1 : 1))) {
    const label = known.get(choiceKey(row.surveyId, row.questionId, row.value));
    const texts = (label ? Object.values(label) : [row.value]).map(sameText);
    const value = texts.map((text) => codes.get(text)).find((code) => code !== undefined) ?? row.value;
    for (const text of texts) codes.set(text, value);
    if (label && !labels.has(value)) labels.set(value, label);
    values.set(row, value);
  }
  return { labels, valueOf: (row: AnswerCount) => values.get(row) ?? row.value };
}

/** A column of the customers as a field: everyone's value is known, so nothing needs weights. */
export function recordedField(recorded: readonly ValueCount[], name: string): Field {
  const cells = recorded
    .filter(({ field }) => field === name)
    .map(({ grp, value, people }) => ({ grp, stratum: null, value, people }));
  const bases = [...groupRows(cells, ({ grp }) => grp)].map(([grp, rows]) => ({
    grp,
    stratum: null,
    people: rows.reduce((total, { people }) => total + people, 0),
  }));
  return { name, several: false, cells, bases };
}
