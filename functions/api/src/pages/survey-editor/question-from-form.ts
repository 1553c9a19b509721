import { Dimension, Question, type QuestionType } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { conditionFrom, subjectsBefore } from './condition-form.ts';
import { asType, moveEntry, numbered } from './draft.ts';
import { type FormValues, isTicked, linesOf, localizedOf, numberOf, textOf } from './form-values.ts';

type Labelled = { value: string; label: Record<string, string> };

/**
 * The question as a form has it now. `do` names the button: a move of one of its choices, rows or columns. Gives the
 * question, or undefined where what was sent is none.
 */
export function questionFrom(
  form: FormValues,
  { definition, question }: { definition: SurveyDefinition; question: Question },
): Question | undefined {
  const [language = 'en'] = definition.languages;
  const subjects = subjectsBefore(definition, { question: question.id });
  const common = {
    type: question.type,
    id: question.id,
    title: localizedOf(form, 'title', question.title) ?? { [language]: '' },
    help: localizedOf(form, 'help', question.help),
    showIf: conditionFrom(form, 'showIf', subjects),
  };
  const asked = {
    ...common,
    required: isTicked(form, 'required') || undefined,
    dimension: Dimension.safeParse(textOf(form, 'dimension')).data,
  };
  const own = question.type === 'statement' ? common : asked;
  const parsed = Question.safeParse(withoutGaps({ ...own, ...partsOf(form, question, language) }));
  if (!parsed.success) return undefined;
  const type = textOf(form, 'type') as QuestionType;
  return TYPES.includes(type) ? asType(parsed.data, type, language) : parsed.data;
}

export const TYPES = Question.def.options.map((option) => option.shape.type.value) as QuestionType[];

/** What only a question of this type has. */
function partsOf(form: FormValues, question: Question, language: string): Record<string, unknown> {
  const text = (name: 'low' | 'high') => localizedOf(form, name, name in question ? Object(question)[name] : undefined);
  switch (question.type) {
    case 'single':
    case 'dropdown':
    case 'multiple':
      return {
        choices: choicesFrom(form, question.choices, language),
        other: isTicked(form, 'other') || undefined,
        randomise: isTicked(form, 'randomise') || undefined,
        ...(question.type === 'multiple' && {
          minChoices: numberOf(form, 'minChoices'),
          maxChoices: numberOf(form, 'maxChoices'),
        }),
      };
    case 'ranking':
      return {
        choices: choicesFrom(form, question.choices, language),
        randomise: isTicked(form, 'randomise') || undefined,
      };
    case 'nps':
    case 'csat':
      return { low: text('low'), high: text('high') };
    case 'ces':
    case 'rating':
      return { low: text('low'), high: text('high'), points: numberOf(form, 'points') ?? question.points };
    case 'matrix':
      return {
        rows: labelledFrom(form, { name: 'rows', was: question.rows, stem: 'r', language }),
        columns: labelledFrom(form, { name: 'columns', was: question.columns, stem: 'c', language }),
      };
    case 'short-text':
    case 'long-text':
      return {
        minLength: numberOf(form, 'minLength'),
        maxLength: numberOf(form, 'maxLength'),
        ...(question.type === 'short-text' && {
          pattern: textOf(form, 'pattern') || undefined,
          patternHint: localizedOf(form, 'patternHint', question.patternHint),
        }),
      };
    case 'number':
      return {
        min: numberOf(form, 'min'),
        max: numberOf(form, 'max'),
        decimals: numberOf(form, 'decimals'),
        unit: localizedOf(form, 'unit', question.unit),
      };
    case 'date':
      return { min: textOf(form, 'min') || undefined, max: textOf(form, 'max') || undefined };
    case 'consent':
      return { quoting: isTicked(form, 'quoting') || undefined };
    case 'statement':
      return { image: imageFrom(form, 'image', question.image) };
    default:
      return {};
  }
}

/** An image by its address and alternative text, or undefined where no address is given. */
export function imageFrom(
  form: FormValues,
  name: string,
  was: { alt?: Record<string, string> | undefined } | undefined,
) {
  const url = textOf(form, `${name}.url`);
  return url ? { url, alt: localizedOf(form, `${name}.alt`, was?.alt) } : undefined;
}

function choicesFrom(form: FormValues, was: Extract<Question, { type: 'single' }>['choices'], language: string) {
  return labelledFrom(form, { name: 'choices', was, stem: 'c', language }).map((choice) => {
    const { exclusive: _, ...rest } = choice as Labelled & { exclusive?: boolean };
    return form.has(`choices.exclusive.${choice.value}`) ? { ...rest, exclusive: true } : rest;
  });
}

type LabelledOptions<T> = { name: 'choices' | 'rows' | 'columns'; was: readonly T[]; stem: string; language: string };

/** A list with its labels as sent, what a button moved or deleted, and what was added, one a line. */
function labelledFrom<T extends Labelled>(form: FormValues, { name, was, stem, language }: LabelledOptions<T>) {
  const kept: Labelled[] = was.map((entry) => ({
    ...entry,
    label: localizedOf(form, `${name}.${entry.value}`, entry.label) ?? { [language]: '' },
  }));
  const [what = '', value] = textOf(form, 'do').split(':');
  const move = (['up', 'down', 'delete'] as const).find((each) => what === `${name}-${each}`);
  const at = kept.findIndex((entry) => entry.value === value);
  const moved = move && at >= 0 && !(move === 'delete' && kept.length === 1) ? moveEntry(kept, at, move) : kept;
  for (const line of linesOf(form, `${name}.more`).slice(0, 500)) {
    const taken = [...was, ...moved].map((entry) => entry.value);
    moved.push({ value: numbered(stem, taken), label: { [language]: line.slice(0, 500) } });
  }
  return moved;
}

/** The object without what is undefined. */
export function withoutGaps(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
