/** WCAG 2.2 asks 4.5 : 1 of text, 3 : 1 of the marks of controls. */
const TEXT_CONTRAST = 4.5;

/** What the pages are written on. */
export const PAPER = { light: '#ffffff', dark: '#14171a' };

/** The contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2, relative luminance and contrast ratio). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Can text be written in this colour on white, and white on it? */
export function isReadable(color: string): boolean {
  return contrast(color, PAPER.light) >= TEXT_CONTRAST;
}

/** The colour as it is where it can be read on this paper, else mixed with white until it can. */
export function readableOn(color: string, paper: string): string {
  for (let white = 0; white <= 1; white += 0.05) {
    const mixed = `#${channels(color)
      .map((value) =>
        Math.round(value + (255 - value) * white)
          .toString(16)
          .padStart(2, '0'),
      )
      .join('')}`;
    if (contrast(mixed, paper) >= TEXT_CONTRAST) return mixed;
  }
  return '#ffffff';
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}
