import type { Choice, Condition, Question } from '@soundings/contracts/question';
import { type ImportDraft, type ImportedSurvey, importDraft, type Texts, withoutHtml } from './import-draft.ts';

type Json = Record<string, unknown>;

// What is read of each object; everything else is named in the report, so that nothing is lost in silence.
const OF_SURVEY = ['title', 'description', 'locale', 'pages', 'elements', 'questions', 'completedHtml'];
const OF_PAGE = ['type', 'name', 'title', 'description', 'elements', 'questions', 'visibleIf'];
const OF_QUESTION = [
  'type',
  'name',
  'title',
  'description',
  'visibleIf',
  'isRequired',
  'choices',
  'choicesOrder',
  'hasOther',
  'showOtherItem',
  'hasNone',
  'showNoneItem',
  'noneText',
  'otherText',
  'inputType',
  'min',
  'max',
  'maxLength',
  'minSelectedChoices',
  'maxSelectedChoices',
  'rateMin',
  'rateMax',
  'rateCount',
  'minRateDescription',
  'maxRateDescription',
  'rows',
  'columns',
  'html',
  'labelTrue',
  'labelFalse',
  'items',
  'multiSelect',
  'validators',
];

/**
 * Reads a SurveyJS definition: pages, panels, the question types that both have, `visibleIf`, texts in several
 * languages. HTML becomes text. Links to scripts, expressions in texts, triggers and custom properties are left out and
 * named in the report.
 */
export function importSurveyJs(source: unknown): ImportedSurvey {
  const survey = recordOf(source);
  const locale = languageOf(typeof survey.locale === 'string' && survey.locale ? survey.locale : 'en');
  const draft = importDraft(locale);
  const reader: Reader = { draft, locale, languages: new Set([locale]) };
  nameUnread(draft, survey, OF_SURVEY, 'survey');
  const given = listOf(survey.pages);
  const pages = given.length > 0 ? given : [{ name: 'page', elements: survey.elements ?? survey.questions }];
  for (const [i, each] of pages.entries()) {
    const page = recordOf(each);
    const name = typeof page.name === 'string' ? page.name : `page${i + 1}`;
    nameUnread(draft, page, OF_PAGE, name);
    const showIf = draft.conditionOf(page.visibleIf, name);
    const title = textsOf(reader, page.title);
    const questions = elementsOf(reader, page, undefined);
    draft.addPage({ id: draft.keyOf(`page ${name}`), ...(title && { title }), ...(showIf && { showIf }), questions });
  }
  const intro = textsOf(reader, survey.description);
  const thanks = textsOf(reader, survey.completedHtml);
  return draft.finish({
    title: textsOf(reader, survey.title) ?? { [locale]: 'Survey' },
    ...(intro && { intro }),
    ...(thanks && { thanks }),
    languages: [...reader.languages],
  });
}

interface Reader {
  draft: ImportDraft;
  locale: string;
  languages: Set<string>;
}

/** The questions of a page or panel; a panel's condition becomes its questions'. */
function elementsOf(reader: Reader, container: Json, outer: Condition | undefined): Question[] {
  return listOf(container.elements ?? container.questions).flatMap((each, i) => {
    const element = recordOf(each);
    const where = typeof element.name === 'string' ? element.name : `element ${i + 1}`;
    const own = reader.draft.conditionOf(element.visibleIf, where);
    const showIf = own && outer ? { all: [outer, own] } : (own ?? outer);
    if (element.type === 'panel' || element.type === 'flowpanel') return elementsOf(reader, element, showIf);
    nameUnread(reader.draft, element, OF_QUESTION, where);
    const question = questionOf(reader, element, where);
    if (!question) {
      reader.draft.note(where, `the question type "${String(element.type)}" is not carried over`);
      return [];
    }
    const whole = { ...question, ...(showIf && { showIf }) };
    reader.draft.addQuestion(whole);
    return [whole];
  });
}

function questionOf(reader: Reader, element: Json, where: string): Question | undefined {
  const { draft } = reader;
  const id = draft.keyOf(where);
  const title = textsOf(reader, element.title) ?? { [reader.locale]: where };
  const help = textsOf(reader, element.description);
  const asked = { id, title, ...(help && { help }), ...(element.isRequired === true && { required: true }) };
  const chosen = () => ({
    ...asked,
    choices: choicesOf(reader, element, id),
    ...((element.hasOther === true || element.showOtherItem === true) && { other: true }),
    ...(element.choicesOrder === 'random' && { randomise: true }),
  });
  const number = (name: string) => (typeof element[name] === 'number' ? element[name] : undefined);
  switch (element.type) {
    case 'radiogroup':
      return { type: 'single', ...chosen() };
    case 'imagepicker':
      draft.note(where, 'its images are not carried over');
      return { type: element.multiSelect === true ? 'multiple' : 'single', ...chosen() };
    case 'checkbox':
    case 'tagbox': {
      const { minimum, maximum } = answerCount(element);
      return {
        type: 'multiple',
        ...chosen(),
        ...(minimum && { minChoices: minimum }),
        ...(maximum && { maxChoices: maximum }),
      };
    }
    case 'dropdown':
    case 'buttongroup':
      return { type: 'dropdown', ...chosen() };
    case 'ranking':
      return { type: 'ranking', ...asked, choices: choicesOf(reader, element, id) };
    case 'boolean': {
      const label = (name: string, otherwise: string) =>
        textsOf(reader, element[name]) ?? { [reader.locale]: otherwise };
      const choices = [
        { value: draft.codeOf(id, 'yes'), label: label('labelTrue', 'Yes') },
        { value: draft.codeOf(id, 'no'), label: label('labelFalse', 'No') },
      ];
      return { type: 'single', ...asked, choices };
    }
    case 'rating': {
      const low = textsOf(reader, element.minRateDescription);
      const high = textsOf(reader, element.maxRateDescription);
      const ends = { ...(low && { low }), ...(high && { high }) };
      const [from, to] = [number('rateMin') ?? 1, number('rateMax') ?? number('rateCount') ?? 5];
      if (from === 0 && to === 10) return { type: 'nps', ...asked, ...ends };
      if (from === 1 && to >= 3 && to <= 10) return { type: 'rating', ...asked, ...ends, points: to };
      draft.note(where, `a rating from ${from} to ${to} becomes a number`);
      return { type: 'number', ...asked, min: from, max: to };
    }
    case 'matrix': {
      const part = (name: string) => listOf(element[name]).map((each) => itemOf(reader, each));
      const rows = part('rows').map(({ value, label }) => ({ value: draft.keyOf(`row ${where} ${value}`), label }));
      const columns = part('columns').map(({ value, label }) => ({
        value: draft.codeOf(`${id} columns`, value),
        label,
      }));
      return { type: 'matrix', ...asked, rows, columns };
    }
    case 'comment':
      return { type: 'long-text', ...asked, ...(number('maxLength') && { maxLength: number('maxLength') }) };
    case 'html':
      return { type: 'statement', id, title: textsOf(reader, element.html) ?? title };
    case 'text':
      return textQuestion(asked, element, draft, where);
    default:
      return undefined;
  }
}

function textQuestion(asked: { id: string; title: Texts }, element: Json, draft: ImportDraft, where: string): Question {
  const limits = Object.fromEntries(
    ['min', 'max'].flatMap((name) => (typeof element[name] === 'number' ? [[name, element[name]]] : [])),
  );
  const isEmail = listOf(element.validators).some((each) => recordOf(each).type === 'email');
  switch (element.inputType) {
    case 'number':
    case 'range':
      return { type: 'number', ...asked, ...limits };
    case 'date':
      return { type: 'date', ...asked };
    case 'email':
      return { type: 'email', ...asked };
    case 'tel':
      return { type: 'phone', ...asked };
    case undefined:
    case 'text':
      return { type: isEmail ? 'email' : 'short-text', ...asked };
    default:
      draft.note(where, `the input type "${String(element.inputType)}" becomes a short text`);
      return { type: 'short-text', ...asked };
  }
}

function choicesOf(reader: Reader, element: Json, id: string): Choice[] {
  const choices: Choice[] = listOf(element.choices).map((each) => {
    const { value, label } = itemOf(reader, each);
    return { value: reader.draft.codeOf(id, value), label };
  });
  if (element.hasNone === true || element.showNoneItem === true) {
    const label = textsOf(reader, element.noneText) ?? { [reader.locale]: 'None' };
    choices.push({ value: reader.draft.codeOf(id, 'none'), label, exclusive: true });
  }
  return choices;
}

function itemOf(reader: Reader, item: unknown): { value: string; label: Texts } {
  const { value, text } = typeof item === 'object' && item !== null ? recordOf(item) : { value: item, text: undefined };
  const name = String(value);
  return { value: name, label: textsOf(reader, text) ?? { [reader.locale]: name } };
}

function answerCount(element: Json): { minimum?: number; maximum?: number } {
  const validator = recordOf(listOf(element.validators).find((each) => recordOf(each).type === 'answercount'));
  const count = (own: string, its: string) =>
    [element[own], validator[its]].find((n) => typeof n === 'number' && n > 0);
  const [minimum, maximum] = [count('minSelectedChoices', 'minCount'), count('maxSelectedChoices', 'maxCount')];
  return { ...(typeof minimum === 'number' && { minimum }), ...(typeof maximum === 'number' && { maximum }) };
}

/** A text in one or several languages, without its HTML; undefined where there is none. */
function textsOf(reader: Reader, value: unknown): Texts | undefined {
  const given = typeof value === 'string' ? { default: value } : recordOf(value);
  const texts: Texts = {};
  for (const [locale, text] of Object.entries(given)) {
    if (typeof text !== 'string') continue;
    const language = locale === 'default' ? reader.locale : languageOf(locale);
    const bare = withoutHtml(text);
    if (bare === '') continue;
    if (bare.includes('{')) reader.draft.note(bare.slice(0, 60), 'what stands in braces is shown as it is');
    texts[language] = bare;
    reader.languages.add(language);
  }
  return Object.keys(texts).length > 0 ? texts : undefined;
}

function languageOf(locale: string): string {
  const tag = locale.toLowerCase();
  if (tag === 'zh' || tag.startsWith('zh-cn') || tag.startsWith('zh-hans')) return 'zh-CN';
  if (tag.startsWith('zh')) return 'zh-TW';
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag) ? tag : 'en';
}

function nameUnread(draft: ImportDraft, object: Json, read: readonly string[], where: string): void {
  const unread = Object.keys(object).filter((key) => !read.includes(key));
  if (unread.length > 0) draft.note(where, `not carried over: ${unread.slice(0, 20).join(', ')}`);
}

function recordOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
