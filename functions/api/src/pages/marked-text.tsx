import type { Feedback } from '@soundings/contracts/feedback';
import type { Child } from 'hono/jsx';
import type { Reader } from './reader.ts';

const MARKED = ['complaint', 'wish', 'praise'];

/** A text with its mentions marked by what they intend. */
export function MarkedText({ feedback, reader }: { feedback: Feedback; reader: Reader }) {
  const { text, analysis } = feedback;
  const parts: Child[] = [];
  let at = 0;
  // Mentions of one clause share its span: the first that intends something marks it.
  const spans = (analysis?.mentions ?? [])
    .filter(({ intent }) => MARKED.includes(intent))
    .sort((a, b) => a.start - b.start);
  for (const { start, end, intent } of spans) {
    if (start < at) continue;
    parts.push(
      text.slice(at, start),
      <mark class={intent} title={reader.words.intents[intent]}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  const language = analysis?.language;
  return <p lang={language && language !== 'und' ? language : undefined}>{parts}</p>;
}
