import type { Condition, Question } from '@soundings/contracts/question';

/** The question that an expression names, and our code for one of its values. */
type Find = (name: string) => { question: Question; codeOf: (value: string) => string } | undefined;

const TOKEN =
  /\s*(?:\$?\{([^{}]+)\}|'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?)|(<=|>=|<>|!=|==|=|<|>|\(|\)|\[|\]|,|!)|([a-z]+))/giy;

type Token = { kind: 'name' | 'text' | 'number' | 'sign' | 'word'; text: string };

/** Thrown inside the parser only: the expression is outside what is understood. */
class NotUnderstood extends Error {}

/**
 * The condition that a SurveyJS `visibleIf` or an XLSForm `relevant` says, or null where it says more than a condition
 * can: comparisons of questions with constants, `contains`, `anyof`, `empty`, `selected()`, and, or, not, parentheses.
 */
export function expressionCondition(expression: string, find: Find): Condition | null {
  try {
    const parser = { tokens: tokensOf(expression), at: 0, find };
    const condition = either(parser);
    if (parser.at < parser.tokens.length) throw new NotUnderstood();
    return condition;
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

interface Parser {
  tokens: Token[];
  at: number;
  find: Find;
}

function tokensOf(expression: string): Token[] {
  const tokens: Token[] = [];
  const text = expression.trim().slice(0, 2000);
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new NotUnderstood();
    const [, name, single, double, number, sign, word] = match;
    if (name !== undefined) tokens.push({ kind: 'name', text: name.trim() });
    else if (single !== undefined || double !== undefined) tokens.push({ kind: 'text', text: single ?? double ?? '' });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'word', text: (word ?? '').toLowerCase() });
  }
  return tokens;
}

function taken(parser: Parser, text: string): boolean {
  const token = parser.tokens[parser.at];
  if (!token || token.text !== text || token.kind === 'text' || token.kind === 'name') return false;
  parser.at++;
  return true;
}

function need(parser: Parser, text: string): void {
  if (!taken(parser, text)) throw new NotUnderstood();
}

function either(parser: Parser): Condition {
  const any = [both(parser)];
  while (taken(parser, 'or')) any.push(both(parser));
  return any.length === 1 && any[0] ? any[0] : { any };
}

function both(parser: Parser): Condition {
  const all = [one(parser)];
  while (taken(parser, 'and')) all.push(one(parser));
  return all.length === 1 && all[0] ? all[0] : { all };
}

function one(parser: Parser): Condition {
  if (taken(parser, '!')) return { not: one(parser) };
  if (taken(parser, 'not')) {
    need(parser, '(');
    const not = either(parser);
    need(parser, ')');
    return { not };
  }
  if (taken(parser, '(')) {
    const inner = either(parser);
    need(parser, ')');
    return inner;
  }
  if (taken(parser, 'selected')) {
    need(parser, '(');
    const name = nameIn(parser);
    need(parser, ',');
    const value = constant(parser);
    need(parser, ')');
    return compare(parser, name, { sign: 'contains', values: [value] });
  }
  return compare(parser, nameIn(parser), comparison(parser));
}

function nameIn(parser: Parser): string {
  const token = parser.tokens[parser.at++];
  if (token?.kind !== 'name') throw new NotUnderstood();
  return token.text;
}

function comparison(parser: Parser): { sign: string; values: string[] } {
  const token = parser.tokens[parser.at++];
  if (token?.kind !== 'sign' && token?.kind !== 'word') throw new NotUnderstood();
  const sign = token.text;
  if (sign === 'empty' || sign === 'notempty') return { sign, values: [] };
  if (!taken(parser, '[')) return { sign, values: [constant(parser)] };
  const values = [constant(parser)];
  while (taken(parser, ',')) values.push(constant(parser));
  need(parser, ']');
  return { sign, values };
}

function constant(parser: Parser): string {
  const token = parser.tokens[parser.at++];
  if (token?.kind === 'text' || token?.kind === 'number') return token.text;
  if (token?.kind === 'word' && (token.text === 'true' || token.text === 'false'))
    return token.text === 'true' ? 'yes' : 'no';
  throw new NotUnderstood();
}

const CHOSEN = new Set(['single', 'multiple', 'dropdown', 'ranking']);
const COUNTED = new Set(['nps', 'csat', 'ces', 'rating', 'number']);

function compare(parser: Parser, name: string, { sign, values }: { sign: string; values: string[] }): Condition {
  const found = parser.find(name);
  if (!found) throw new NotUnderstood();
  const { question, codeOf } = found;
  const test = { question: question.id };
  if (sign === 'empty' || (sign === '=' && values[0] === '')) return { ...test, is: 'unanswered' };
  if (sign === 'notempty' || ((sign === '!=' || sign === '<>') && values[0] === '')) return { ...test, is: 'answered' };
  const isChosen = CHOSEN.has(question.type);
  const wanted = values.map((value) => (isChosen ? codeOf(value) : COUNTED.has(question.type) ? Number(value) : value));
  const [first] = wanted;
  if (first === undefined || wanted.some((value) => Number.isNaN(value))) throw new NotUnderstood();
  if (sign === '=' || sign === '==') return { ...test, is: 'equal', value: first };
  // There, what is unanswered is unequal; here it is neither.
  if (sign === '!=' || sign === '<>') return { not: { ...test, is: 'equal', value: first } };
  if (sign === 'contains' || sign === 'anyof') return { ...test, is: 'anyOf', value: wanted };
  if (sign === 'notcontains') return { not: { ...test, is: 'anyOf', value: wanted } };
  if (isChosen) return ordered(question, { sign, bound: Number(values[0]) });
  if (sign === '>=') return { ...test, is: 'atLeast', value: first };
  if (sign === '<=') return { ...test, is: 'atMost', value: first };
  if (sign === '>') return { all: [{ ...test, is: 'answered' }, { not: { ...test, is: 'atMost', value: first } }] };
  if (sign === '<') return { all: [{ ...test, is: 'answered' }, { not: { ...test, is: 'atLeast', value: first } }] };
  throw new NotUnderstood();
}

/** A choice compared as a number: any of the choices whose codes are such numbers. */
function ordered(question: Question, { sign, bound }: { sign: string; bound: number }): Condition {
  const codes = 'choices' in question ? question.choices.map(({ value }) => value) : [];
  const holds = {
    '>=': (n: number) => n >= bound,
    '<=': (n: number) => n <= bound,
    '>': (n: number) => n > bound,
    '<': (n: number) => n < bound,
  }[sign];
  const value = holds ? codes.filter((code) => holds(Number(code))) : [];
  if (value.length === 0) throw new NotUnderstood();
  return { question: question.id, is: 'anyOf', value };
}
