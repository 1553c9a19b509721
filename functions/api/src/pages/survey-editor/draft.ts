import type { Question, QuestionType } from '@soundings/contracts/question';
import type { SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';

/** What a button of the outline does to the page or question that it stands beside. */
export type Move = 'up' | 'down' | 'copy' | 'delete';

/** A question that is new, of a type, with what every such question must have. */
export function newQuestion(
  definition: SurveyDefinition,
  { type, title }: { type: QuestionType; title: string },
): Question {
  const [language = 'en'] = definition.languages;
  const asked = { id: numbered('q', questionNames(definition)), title: { [language]: title } };
  return asType({ type: 'short-text', ...asked }, type, language);
}

/** The question as one of another type: what both have in common stays. */
export function asType(question: Question, type: QuestionType, language: string): Question {
  if (question.type === type) return question;
  const { id, title, help, showIf } = question;
  const { required, dimension } = question.type === 'statement' ? {} : question;
  const asked = {
    id,
    title,
    ...(help && { help }),
    ...(showIf && { showIf }),
    ...(required && { required }),
    ...(dimension && { dimension }),
  };
  const choices = 'choices' in question ? question.choices : [choice(1, language), choice(2, language)];
  switch (type) {
    case 'single':
    case 'multiple':
    case 'dropdown':
      return { type, ...asked, choices };
    case 'ranking':
      return { type, ...asked, choices: choices.length > 1 ? choices.slice(0, 20) : [...choices, choice(2, language)] };
    case 'matrix':
      return {
        type,
        ...asked,
        rows: [{ value: 'r1', label: { [language]: '' } }],
        columns: choices.slice(0, 11).map(({ value, label }) => ({ value, label })),
      };
    case 'ces':
      return { type, ...asked, points: 7 };
    case 'statement':
      return { type, id, title, ...(help && { help }), ...(showIf && { showIf }) };
    default:
      return { type, ...asked };
  }
}

/** The definition with this question in the place of the one of its id. */
export function withQuestion(definition: SurveyDefinition, question: Question): SurveyDefinition {
  return {
    ...definition,
    pages: definition.pages.map((page) => ({
      ...page,
      questions: page.questions.map((each) => (each.id === question.id ? question : each)),
    })),
  };
}

/** The definition with a question at the end of a page. */
export function addQuestion(definition: SurveyDefinition, pageId: string, question: Question): SurveyDefinition {
  return {
    ...definition,
    pages: definition.pages.map((page) =>
      page.id === pageId ? { ...page, questions: [...page.questions, question] } : page,
    ),
  };
}

/** The definition with a further page, which begins with one question. */
export function addPage(definition: SurveyDefinition, question: Question): SurveyDefinition {
  const id = numbered(
    'page',
    definition.pages.map((page) => page.id),
  );
  return { ...definition, pages: [...definition.pages, { id, questions: [question] }] };
}

/**
 * Moves, copies or deletes a question. At the edge of its page it moves to the next one; a page that loses its last
 * question goes with it, but the last page keeps its last question.
 */
export function moveQuestion(definition: SurveyDefinition, id: string, move: Move): SurveyDefinition {
  const at = definition.pages.findIndex((page) => page.questions.some((question) => question.id === id));
  const page = definition.pages[at];
  const place = page?.questions.findIndex((question) => question.id === id) ?? -1;
  const question = page?.questions[place];
  if (!page || !question) return definition;
  const others = page.questions.filter((each) => each.id !== id);
  const put = (changes: ReadonlyMap<number, Question[]>) => ({
    ...definition,
    pages: definition.pages
      .map((each, i) => ({ ...each, questions: changes.get(i) ?? each.questions }))
      .filter(({ questions }) => questions.length > 0),
  });
  if (move === 'copy') {
    const copy = { ...question, id: copyName(question.id, questionNames(definition)) };
    return put(new Map([[at, page.questions.toSpliced(place + 1, 0, copy)]]));
  }
  if (move === 'delete') return others.length + definition.pages.length > 1 ? put(new Map([[at, others]])) : definition;
  const to = place + (move === 'up' ? -1 : 1);
  if (to >= 0 && to <= others.length) return put(new Map([[at, others.toSpliced(to, 0, question)]]));
  const next = definition.pages[at + (move === 'up' ? -1 : 1)];
  if (!next) return definition;
  const joined = move === 'up' ? [...next.questions, question] : [question, ...next.questions];
  return put(
    new Map([
      [at, others],
      [definition.pages.indexOf(next), joined],
    ]),
  );
}

/** Moves, copies or deletes a page with its questions; a copy's questions have names of their own. */
export function movePage(definition: SurveyDefinition, id: string, move: Move): SurveyDefinition {
  const { pages } = definition;
  const at = pages.findIndex((page) => page.id === id);
  const page = pages[at];
  if (!page) return definition;
  if (move === 'delete') return pages.length > 1 ? { ...definition, pages: pages.toSpliced(at, 1) } : definition;
  if (move === 'copy') return { ...definition, pages: pages.toSpliced(at + 1, 0, copyOf(page, definition)) };
  const to = at + (move === 'up' ? -1 : 1);
  if (to < 0 || to >= pages.length) return definition;
  return { ...definition, pages: pages.toSpliced(at, 1).toSpliced(to, 0, page) };
}

function copyOf(page: SurveyPage, definition: SurveyDefinition): SurveyPage {
  const taken = questionNames(definition);
  const questions = page.questions.map((question) => {
    const id = copyName(question.id, taken);
    taken.push(id);
    return { ...question, id };
  });
  const { skip: _, ...rest } = page;
  return {
    ...rest,
    id: copyName(
      page.id,
      definition.pages.map((each) => each.id),
    ),
    questions,
  };
}

/** The list with the entry at a place moved, copied or deleted. */
export function moveEntry<T>(entries: readonly T[], at: number, move: 'up' | 'down' | 'delete'): T[] {
  const entry = entries[at];
  if (entry === undefined) return [...entries];
  const others = entries.toSpliced(at, 1);
  if (move === 'delete') return others;
  return others.toSpliced(Math.max(0, at + (move === 'up' ? -1 : 1)), 0, entry);
}

/** The first of `c1`, `c2` … that is not taken. */
export function numbered(stem: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`${stem}${n}`)) return `${stem}${n}`;
}

/** A free name for a copy: `recommend-2`. */
function copyName(name: string, taken: readonly string[]): string {
  const root = name.replace(/-\d+$/, '').slice(0, 34);
  for (let n = 2; ; n++) if (!taken.includes(`${root}-${n}`)) return `${root}-${n}`;
}

function questionNames(definition: SurveyDefinition): string[] {
  return definition.pages.flatMap(({ questions }) => questions.map(({ id }) => id));
}

function choice(n: number, language: string) {
  return { value: `c${n}`, label: { [language]: '' } };
}
