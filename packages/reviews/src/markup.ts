import { compile, selectAll, selectOne } from 'css-select';
import { type AnyNode, type Element, isTag, isText, type ParentNode } from 'domhandler';
import { getAttributeValue } from 'domutils';
import { parseDocument } from 'htmlparser2';

export type Markup = AnyNode | ParentNode;

/** A page as a tree; as browsers do, it takes whatever it is given. */
export function parseHtml(html: string): Markup {
  return parseDocument(html);
}

/** A feed as a tree. */
export function parseXml(xml: string): Markup {
  return parseDocument(xml, { xmlMode: true, recognizeCDATA: true });
}

/** In XML names keep their case, which in HTML means nothing. */
type Dialect = { xmlMode?: boolean };

/** Every element that a CSS selector finds, in the order of the page. */
export function all(selector: string, within: Markup, dialect: Dialect = {}): Element[] {
  return selectAll<AnyNode, Element>(selector, within as AnyNode, dialect);
}

/** The first element that a CSS selector finds. */
export function first(selector: string, within: Markup, dialect: Dialect = {}): Element | undefined {
  return selectOne<AnyNode, Element>(selector, within as AnyNode, dialect) ?? undefined;
}

/** Whether a text is a CSS selector. */
export function isSelector(selector: string): boolean {
  try {
    compile(selector);
    return true;
  } catch {
    return false;
  }
}

/** An attribute of an element; undefined where either is missing. */
export function attribute(element: Element | undefined, name: string): string | undefined {
  return element && getAttributeValue(element, name);
}

const LINES = new Set(['p', 'div', 'li', 'ul', 'ol', 'blockquote', 'tr', 'pre', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const UNSEEN = new Set(['script', 'style', 'template', 'noscript']);

/** The text as a reader sees it: blocks on lines of their own, scripts left out. */
export function textOf(node: Markup | undefined): string {
  return node
    ? raw(node)
        .replaceAll(/[^\S\n]+/g, ' ')
        .replaceAll(/ ?\n ?/g, '\n')
        .replaceAll(/\n{3,}/g, '\n\n')
        .trim()
    : '';
}

function raw(node: Markup): string {
  if (isText(node)) return node.data;
  if (isTag(node) && UNSEEN.has(node.name)) return '';
  if (isTag(node) && node.name === 'br') return '\n';
  const inner = 'children' in node ? node.children.map(raw).join('') : '';
  return isTag(node) && LINES.has(node.name) ? `\n${inner}\n` : inner;
}

/** The text of a piece of HTML within other data; a text without markup stays as it is. */
export function htmlText(html: string): string {
  return /[<&]/.test(html) ? textOf(parseHtml(html)) : html.trim();
}
