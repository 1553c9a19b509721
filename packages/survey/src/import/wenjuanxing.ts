import type { Question } from '@soundings/contracts/question';
import { type ImportDraft, type ImportedSurvey, importDraft } from './import-draft.ts';

// "12. 题目*[单选题]": the number, the text, a star where it must be answered, the type.
const HEAD = /^(\d{1,3})[.、．]\s*(.+?)(\*)?\s*[[【](.{1,12}?)[\]】]\s*(\*)?$/;

const LANGUAGE = 'zh-CN';

/** Reads the text form in which 问卷星 gives out a questionnaire: numbered questions with their types, choices line by line. */
export function importWenjuanxing(text: string): ImportedSurvey {
  const draft = importDraft(LANGUAGE);
  const questions: Question[] = [];
  const before: string[] = [];
  let open: { head: RegExpExecArray; lines: string[] } | undefined;
  const close = () => {
    const question = open && questionOf(draft, open);
    if (question) questions.push(question);
  };
  for (const line of text
    .slice(0, 500_000)
    .split(/\r?\n/)
    .map((each) => each.trim())) {
    const head = HEAD.exec(line);
    if (head) {
      close();
      open = { head, lines: [] };
    } else if (line !== '') (open?.lines ?? before).push(line);
  }
  close();
  // Fifty questions a page is the most that a page takes.
  for (let at = 0; at < questions.length; at += 20)
    draft.addPage({ id: `page-${at / 20 + 1}`, questions: questions.slice(at, at + 20) });
  const [title = '问卷', ...intro] = before;
  return draft.finish({
    title: { [LANGUAGE]: title },
    ...(intro.length > 0 && { intro: { [LANGUAGE]: intro.join('\n') } }),
  });
}

function questionOf(
  draft: ImportDraft,
  { head, lines }: { head: RegExpExecArray; lines: string[] },
): Question | undefined {
  const [, number = '', words = '', star, kind = '', laterStar] = head;
  const id = `q${number}`;
  const asked = {
    id,
    title: { [LANGUAGE]: words.replace(/[:：]$/, '') },
    ...((star || laterStar) && { required: true }),
  };
  const others = lines.filter((line) => /^其[他它]/.test(line));
  const choices = lines
    .filter((line) => !others.includes(line))
    .map((line) => line.replace(/^[A-Z][.、．]\s*|^[○●□■]\s*/u, ''))
    .map((label, at) => ({
      value: /^\d(?=\D)/.exec(label)?.[0] ?? `c${at + 1}`,
      label: { [LANGUAGE]: label.replace(/^\d(?=\D)/, '') || label },
    }));
  const codes = new Set(choices.map(({ value }) => value));
  const distinct =
    codes.size === choices.length ? choices : choices.map(({ label }, at) => ({ value: `c${at + 1}`, label }));
  const chosen = { ...asked, choices: distinct, ...(others.length > 0 && { other: true }) };
  if (/单选|判断|量表|评分单选/.test(kind) && distinct.length > 0) return { type: 'single', ...chosen };
  if (/多选/.test(kind) && distinct.length > 0) return { type: 'multiple', ...chosen };
  if (/下拉/.test(kind) && distinct.length > 0) return { type: 'dropdown', ...chosen };
  if (/排序/.test(kind) && distinct.length > 1) return { type: 'ranking', ...asked, choices: distinct };
  if (/NPS|净推荐/i.test(kind)) return { type: 'nps', ...asked };
  if (/评分|评价|打分/.test(kind)) return { type: 'rating', ...asked, points: 5 };
  if (/填空|简答|问答/.test(kind)) return { type: 'long-text', ...asked };
  if (/日期/.test(kind)) return { type: 'date', ...asked };
  if (/段落|说明/.test(kind)) return { type: 'statement', id, title: asked.title };
  draft.note(`${number}. ${words}`, `题型“${kind}”没有导入`);
  return undefined;
}
