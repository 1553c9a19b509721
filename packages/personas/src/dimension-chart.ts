import type { Bilingual, PersonaDimension } from '@soundings/contracts/persona';
import { percent } from './numbers-in-words.ts';
import { bilingual } from './words.ts';

const ROW = 24;
const LABEL = 160;
const PLOT = 260;
const VALUE = 60;

/**
 * A dimension as SVG: a bar for each share, its 95 % interval as a line over it, a tick where everyone together stands.
 * Colours are the page's (`currentColor`); the same numbers stand in it as text, for those who do not see it.
 */
export function dimensionSvg(dimension: PersonaDimension, language: keyof Bilingual): string {
  const { distribution, n } = dimension;
  const title = `${bilingual(dimension.label)[language]} (n≈${n})`;
  const x = (share: number) => (LABEL + PLOT * share).toFixed(1);
  const rows = distribution.map(({ label, share, interval, overall, suppressed }, i) => {
    const y = i * ROW;
    const middle = y + ROW / 2;
    const name = bilingual(label)[language];
    const tick =
      overall === null ? '' : `<path d="M${x(overall)} ${y + 3}v${ROW - 6}" stroke-width="2" stroke-dasharray="2 2"/>`;
    return [
      `<text x="${LABEL - 8}" y="${middle}" text-anchor="end">${escapeXml(name)}</text>`,
      `<rect x="${LABEL}" y="${y + 5}" width="${(PLOT * share).toFixed(1)}" height="${ROW - 10}" opacity="${suppressed ? 0.15 : 0.35}"/>`,
      `<g stroke="currentColor" fill="none"><path d="M${x(interval[0])} ${middle}H${x(interval[1])}"/>${tick}</g>`,
      `<text x="${LABEL + PLOT + 8}" y="${middle}">${percent(share)}</text>`,
    ].join('');
  });
  const [width, height] = [LABEL + PLOT + VALUE, Math.max(1, distribution.length) * ROW];
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" fill="currentColor" font-size="13" dominant-baseline="middle"><title>${escapeXml(title)}</title>${rows.join('')}</svg>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
