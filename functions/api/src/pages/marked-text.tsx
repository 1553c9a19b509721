import type { Feedback } from '@soundings/contracts/feedback';
import type { Span } from '@soundings/search/wanted-words';
import type { Child } from 'hono/jsx';
import type { Reader } from './reader.ts';

const MARKED = ['complaint', 'wish', 'praise'];
/** Of a longer text so much is shown in a list. */
const EXCERPT = 1200;
const BEFORE = 150;

type MarkedTextProps = {
  feedback: Feedback;
  /** Where the words stand that were looked for. */
  found?: readonly Span[];
  /** Only the part of a long text in which something was found; from its beginning otherwise. */
  inBrief?: boolean;
  reader: Reader;
};

/** A text with its mentions marked by what they intend, and the words that were looked for. */
export function MarkedText({ feedback, found = [], inBrief = false, reader }: MarkedTextProps) {
  const { text, analysis } = feedback;
  const { from, to } = inBrief ? excerptOf(text, found[0]?.start ?? 0) : { from: 0, to: text.length };
  const parts: Child[] = from > 0 ? ['… '] : [];
  const between = (start: number, end: number) => {
    const [low, high] = [Math.max(start, from), Math.min(end, to)];
    return low < high ? withFound(text, { start: low, end: high }, found) : [];
  };
  let at = 0;
  // Mentions of one clause share its span: the first that intends something marks it.
  const spans = (analysis?.mentions ?? [])
    .filter(({ intent }) => MARKED.includes(intent))
    .sort((a, b) => a.start - b.start);
  for (const { start, end, intent } of spans) {
    if (start < at) continue;
    parts.push(...between(at, start));
    const marked = between(start, end);
    if (marked.length > 0)
      parts.push(
        <mark class={intent} title={reader.words.intents[intent]}>
          {marked}
        </mark>,
      );
    at = end;
  }
  parts.push(...between(at, text.length));
  if (to < text.length) parts.push(' …');
  const language = analysis?.language;
  return <p lang={language && language !== 'und' ? language : undefined}>{parts}</p>;
}

function withFound(text: string, { start, end }: Span, found: readonly Span[]): Child[] {
  const parts: Child[] = [];
  let at = start;
  for (const span of found) {
    const [low, high] = [Math.max(span.start, at), Math.min(span.end, end)];
    if (low >= high) continue;
    parts.push(text.slice(at, low), <mark class="found">{text.slice(low, high)}</mark>);
    at = high;
  }
  parts.push(text.slice(at, end));
  return parts;
}

/** Around a place; it neither begins nor ends within a character. */
function excerptOf(text: string, place: number): { from: number; to: number } {
  if (text.length <= EXCERPT) return { from: 0, to: text.length };
  const from = Math.min(Math.max(0, place - BEFORE), text.length - EXCERPT);
  return { from: whole(text, from), to: whole(text, from + EXCERPT) };
}

function whole(text: string, at: number): number {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at;
}
