import type { Choice, Question } from '@soundings/contracts/question';
import readXlsxFile from 'read-excel-file/node';
import { type ImportDraft, type ImportedSurvey, importDraft, type Texts, withoutHtml } from './import-draft.ts';

type Row = Record<string, string>;

const READ = new Set(['type', 'name', 'required', 'relevant', 'label', 'hint']);

/**
 * Reads an XLSForm workbook (`.xlsx`): the sheets survey, choices and settings. Groups become pages; `relevant` becomes
 * show-if; labels may be in several languages. Loops, calculations, constraints, media and the question types that a
 * web survey has no use for are left out and named in the report.
 */
export async function importXlsForm(workbook: Buffer): Promise<ImportedSurvey> {
  const sheets = new Map<string, Row[]>();
  for (const { sheet, data } of await readXlsxFile(workbook)) sheets.set(sheet.trim().toLowerCase(), rowsOf(data));
  const settings = sheets.get('settings')?.[0] ?? {};
  const survey = sheets.get('survey') ?? [];
  const languages = languagesOf(survey, settings);
  const draft = importDraft(languages[0] ?? 'en');
  if (!sheets.has('survey')) draft.note('workbook', 'there is no sheet "survey"');
  const lists = new Map<string, { name: string; label: Texts }[]>();
  for (const row of sheets.get('choices') ?? []) {
    const list = (row.list_name ?? row['list name'] ?? '').trim();
    lists.set(list, [
      ...(lists.get(list) ?? []),
      { name: row.name ?? row.value ?? '', label: textsIn(row, 'label', languages) },
    ]);
  }
  addPages({ draft, languages, lists }, survey);
  const title = settings.form_title ?? settings.title ?? 'Survey';
  return draft.finish({ title: { [languages[0] ?? 'en']: title }, languages });
}

interface Reader {
  draft: ImportDraft;
  languages: string[];
  lists: Map<string, { name: string; label: Texts }[]>;
}

function addPages(reader: Reader, rows: readonly Row[]): void {
  const { draft } = reader;
  let page = { id: 'page-1', title: {} as Texts, relevant: '', questions: [] as Question[] };
  let number = 1;
  let skipping = 0;
  const turn = (title: Texts = {}, relevant = '') => {
    const showIf = draft.conditionOf(page.relevant, page.id);
    const { id, questions } = page;
    draft.addPage({
      id,
      questions,
      ...(Object.keys(page.title).length > 0 && { title: page.title }),
      ...(showIf && { showIf }),
    });
    page = { id: `page-${++number}`, title, relevant, questions: [] };
  };
  for (const row of rows) {
    const type = (row.type ?? '').trim().toLowerCase().replace(/[ _]+/g, ' ');
    const name = row.name ?? '';
    if (type === '') continue;
    if (/^begin (repeat|loop)/.test(type)) {
      if (skipping++ === 0) draft.note(name || type, 'repeated groups are not carried over');
    } else if (/^end (repeat|loop)/.test(type)) skipping--;
    else if (skipping > 0) continue;
    else if (type === 'begin group') turn(textsIn(row, 'label', reader.languages), row.relevant);
    else if (type === 'end group') turn();
    else {
      const question = questionOf(reader, row, type);
      if (!question) {
        draft.note(name || type, `the question type "${type}" is not carried over`);
        continue;
      }
      const unread = Object.keys(row).filter((key) => !READ.has(key.split(':')[0] ?? '') && row[key]);
      if (unread.length > 0) draft.note(name, `not carried over: ${unread.join(', ')}`);
      const showIf = draft.conditionOf(row.relevant, name);
      const whole = { ...question, ...(showIf && { showIf }) };
      draft.addQuestion(whole);
      page.questions.push(whole);
    }
  }
  turn();
}

function questionOf(reader: Reader, row: Row, type: string): Question | undefined {
  const { draft, languages, lists } = reader;
  const name = row.name ?? '';
  const id = draft.keyOf(name);
  const label = textsIn(row, 'label', languages);
  const help = textsIn(row, 'hint', languages);
  const asked = {
    id,
    title: Object.keys(label).length > 0 ? label : { [languages[0] ?? 'en']: name },
    ...(Object.keys(help).length > 0 && { help }),
    ...(/^(yes|true|true\(\))$/i.test(row.required ?? '') && { required: true }),
  };
  const [, kind = '', list = '', other] =
    /^(select one|select multiple|select all that apply|rank)(?: from)? (\S+(?: \S+)*?)( or other| or specify other)?$/.exec(
      type,
    ) ?? [];
  if (kind) {
    const own = (row.type ?? '').trim().split(/\s+/);
    const named = [...lists.keys()].find((each) => own.includes(each) || each.toLowerCase() === list);
    const choices: Choice[] = (lists.get(named ?? '') ?? []).map(({ name: value, label: texts }) => ({
      value: draft.codeOf(id, value),
      label: Object.keys(texts).length > 0 ? texts : { [languages[0] ?? 'en']: value },
    }));
    if (choices.length === 0) return undefined;
    if (kind === 'rank') return choices.length > 1 ? { type: 'ranking', ...asked, choices } : undefined;
    return { type: kind === 'select one' ? 'single' : 'multiple', ...asked, choices, ...(other && { other: true }) };
  }
  switch (type) {
    case 'text':
    case 'string':
      return { type: /multiline/.test(row.appearance ?? '') ? 'long-text' : 'short-text', ...asked };
    case 'integer':
    case 'int':
      return { type: 'number', ...asked };
    case 'decimal':
      return { type: 'number', ...asked, decimals: 4 };
    case 'date':
      return { type: 'date', ...asked };
    case 'phone number':
      return { type: 'phone', ...asked };
    case 'note':
      return { type: 'statement', id, title: asked.title };
    case 'acknowledge':
    case 'trigger':
      return { type: 'consent', ...asked };
    default:
      return undefined;
  }
}

/** Rows as objects by lower-case heading. */
function rowsOf(data: readonly (readonly unknown[])[]): Row[] {
  const headings = (data[0] ?? []).map((cell) =>
    String(cell ?? '')
      .trim()
      .toLowerCase(),
  );
  return data.slice(1, 5000).map((cells) => {
    const row: Row = Object.create(null);
    for (const [i, heading] of headings.entries()) {
      const cell = cells[i];
      if (heading && cell !== null && cell !== undefined) row[heading] = String(cell).trim();
    }
    return row;
  });
}

const NAMED: Record<string, string> = {
  english: 'en',
  chinese: 'zh-CN',
  中文: 'zh-CN',
  french: 'fr',
  français: 'fr',
  spanish: 'es',
  german: 'de',
  japanese: 'ja',
};

function languagesOf(rows: readonly Row[], settings: Row): string[] {
  const headings = Object.keys(rows[0] ?? {}).filter((key) => key.startsWith('label'));
  const found =
    rows.length > 0
      ? [
          ...new Set(
            rows
              .flatMap((row) => Object.keys(row))
              .filter((key) => key.startsWith('label'))
              .concat(headings),
          ),
        ]
      : [];
  const first = settings.default_language ? languageIn(settings.default_language) : undefined;
  const all = found.map((heading) => languageIn(heading.split(/::?/)[1] ?? '') ?? first ?? 'en');
  const ordered = first && all.includes(first) ? [first, ...all] : all;
  return ordered.length > 0 ? [...new Set(ordered)] : ['en'];
}

/** `English (en)` and `en` are en. */
function languageIn(words: string): string | undefined {
  const tag = /\(([a-z]{2,3}(?:-[a-z0-9]+)*)\)/i.exec(words)?.[1]?.toLowerCase() ?? words.trim().toLowerCase();
  if (tag === 'zh' || tag === 'zh-cn') return 'zh-CN';
  if (NAMED[tag]) return NAMED[tag];
  return /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag) ? tag : undefined;
}

function textsIn(row: Row, name: string, languages: readonly string[]): Texts {
  const texts: Texts = {};
  for (const [heading, text] of Object.entries(row)) {
    const [head, words = ''] = heading.split(/::?/);
    const language = languageIn(words) ?? languages[0];
    const bare = withoutHtml(text);
    if (head === name && language && bare) texts[language] = bare;
  }
  return texts;
}
