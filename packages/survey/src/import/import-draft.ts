import type { Choice, Condition, Question } from '@soundings/contracts/question';
import { SurveyDefinition, type SurveyPage } from '@soundings/contracts/survey';
import { checkDefinition } from '../definition-check.ts';
import { expressionCondition } from './expression.ts';

/** What another tool's survey becomes: a definition, or null where nothing could be used, and what was left out. */
export interface ImportedSurvey {
  definition: SurveyDefinition | null;
  /** Where in the source (as its tool names it), and what was not carried over or was changed. */
  report: { where: string; what: string }[];
}

export type Texts = Record<string, string>;

/** A survey in the making: gives sources' names valid ones, keeps the report, turns expressions into conditions. */
export function importDraft(language: string) {
  const report: ImportedSurvey['report'] = [];
  const ids = new Map<string, string>();
  const codes = new Map<string, Map<string, string>>();
  const questions = new Map<string, Question>();
  const pages: SurveyPage[] = [];

  const note = (where: string, what: string) => {
    report.push({ where, what });
  };

  /** A source's name as a key of ours, the same for the same name. */
  function keyOf(name: string): string {
    const known = ids.get(name);
    if (known) return known;
    const base =
      name
        .toLowerCase()
        .replace(/[^a-z0-9_-]+/g, '-')
        .replace(/^[^a-z]+/, '')
        .slice(0, 34) || 'q';
    return unique(ids, name, base, 'end');
  }

  /** A source's choice value as a code of ours, the same for the same value of the same list. */
  function codeOf(list: string, value: string): string {
    const known = codes.get(list) ?? new Map<string, string>();
    codes.set(list, known);
    const base =
      value
        .replace(/[^A-Za-z0-9_-]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 34) || 'c';
    return known.get(value) ?? unique(known, value, base, 'other');
  }

  /** A condition, or undefined with a word in the report. */
  function conditionOf(expression: unknown, where: string): Condition | undefined {
    if (typeof expression !== 'string' || expression.trim() === '') return undefined;
    const condition = expressionCondition(expression, (name) => {
      const question = questions.get(ids.get(name) ?? '');
      return question && { question, codeOf: (value) => codeOf(question.id, value) };
    });
    if (!condition)
      note(where, `the condition "${expression.slice(0, 100)}" is not understood; what it hid is always shown`);
    return condition ?? undefined;
  }

  return {
    note,
    keyOf,
    codeOf,
    conditionOf,
    /** Adds a page with its questions, which later conditions may then speak of. */
    addPage(page: SurveyPage): void {
      if (page.questions.length > 0) pages.push(page);
    },
    addQuestion(question: Question): void {
      questions.set(question.id, question);
    },
    /** The definition, held to the contract and to what blocks publishing. */
    finish(more: Pick<SurveyDefinition, 'title'> & Partial<SurveyDefinition>): ImportedSurvey {
      const parsed = SurveyDefinition.safeParse({ languages: [language], ...more, pages });
      if (!parsed.success) {
        for (const { path, message } of parsed.error.issues.slice(0, 20)) note(path.join('.'), message);
        return { definition: null, report };
      }
      for (const { path, message, blocks } of checkDefinition(parsed.data)) if (blocks) note(path, message);
      return { definition: parsed.data, report };
    },
  };
}

export type ImportDraft = ReturnType<typeof importDraft>;

function unique(taken: Map<string, string>, name: string, base: string, reserved: string): string {
  const used = new Set(taken.values());
  let id = base;
  for (let n = 2; used.has(id) || id === reserved; n++) id = `${base}-${n}`;
  taken.set(name, id);
  return id;
}

/** A choice with a text in each language that has one. */
export function choiceOf(value: string, label: Texts): Choice {
  return { value, label };
}

/** The text of some HTML: tags and comments out, entities for the commonest characters in. Never HTML again. */
export function withoutHtml(text: string): string {
  const bare = text
    .replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/h[1-6])\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>?/gi, '')
    .replace(/&(nbsp|amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '');
  return bare
    .replace(/[ \t]+/g, ' ')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

const ENTITIES: Record<string, string> = { nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
