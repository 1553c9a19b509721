/**
 * Parses JSON-LD as it stands in real pages: within CDATA or HTML comments, with comments, commas and semicolons that do
 * not belong, with line breaks within texts. Gives undefined for what is beyond repair.
 */
export function parseLenient(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(repaired(text));
    } catch {
      return undefined;
    }
  }
}

const OUTSIDE = /^(?:\/\/[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>)/;

function repaired(text: string): string {
  const json: string[] = [];
  let isInText = false;
  let commentEnd = -1;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (isInText) {
      if (character === '\\') {
        const escaped = text[++i] ?? '';
        json.push(/["\\/bfnrtu]/.test(escaped) ? `\\${escaped}` : escaped);
        continue;
      }
      json.push(character < ' ' ? (ESCAPES[character] ?? ' ') : character);
      if (character === '"') isInText = false;
      continue;
    }
    const junk = /[/<\-\]]/.test(character) ? OUTSIDE.exec(text.slice(i, i + 20_000))?.[0] : undefined;
    if (text.startsWith('/*', i)) {
      // Looked for once for all that begin before it: a page may open a million.
      if (commentEnd < i + 2) commentEnd = (text.indexOf('*/', i + 2) + 1 || Number.POSITIVE_INFINITY) - 1;
      if (commentEnd < text.length) {
        i = commentEnd + 1;
        continue;
      }
    }
    if (junk) {
      i += junk.length - 1;
      continue;
    }
    if (character === '"') isInText = true;
    // A comma before an end is one too many.
    if (character === '}' || character === ']') dropComma(json);
    json.push(character < ' ' ? ' ' : character);
  }
  return json.join('').replace(/(?<![;\s])[;\s]+$/, '');
}

function dropComma(json: string[]): void {
  const last = json.findLastIndex((character) => character !== ' ');
  if (json[last] === ',') json.length = last;
}

const ESCAPES: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
