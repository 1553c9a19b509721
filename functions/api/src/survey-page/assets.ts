import { createHash } from 'node:crypto';
import { PAPER, readableOn } from '@soundings/survey/contrast';
import { script, style } from './assets.generated.ts';

const scriptName = nameOf(script, 'js');
const styleName = nameOf(style, 'css');

/** Where the script of the survey pages is; its name changes with its content. */
export const scriptPath = `/s/-/${scriptName}`;

/** Where the style of the survey pages is, with a brand's colour if it has one. */
export function stylePath(color?: string): string {
  return `/s/-/${color === undefined ? '' : `${color.slice(1).toLowerCase()}.`}${styleName}`;
}

/** A file of the survey pages by its name, or null. */
export function assetOf(name: string): { type: string; body: string } | null {
  if (name === scriptName) return { type: 'text/javascript; charset=utf-8', body: script };
  const [, color] = /^(?:([0-9a-f]{6})\.)?[0-9a-f]{12}\.css$/.exec(name) ?? [];
  if (!name.endsWith(styleName)) return null;
  return { type: 'text/css; charset=utf-8', body: color === undefined ? style : style + brandStyle(`#${color}`) };
}

/** A brand's colour for white paper, and a tint of it that can be read on dark paper. */
function brandStyle(color: string): string {
  const dark = readableOn(color, PAPER.dark);
  return `:root{--brand:${color};--on-brand:#fff}@media(prefers-color-scheme:dark){:root{--brand:${dark};--on-brand:${PAPER.dark}}}`;
}

function nameOf(body: string, extension: string): string {
  return `${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${extension}`;
}
