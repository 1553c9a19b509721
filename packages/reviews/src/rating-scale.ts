import { said } from './values.ts';

type Scale = { worst?: number | undefined; best?: number | undefined };

/** A rating as written, `4,5`, `80%` or `4/5` among the forms, on the scale from 1 to 5. */
export function scaled(written: string | undefined, { worst, best }: Scale): string | undefined {
  const [, number, sign, of] = /^\s*(\d+(?:[.,]\d+)?)\s*(%|\/\s*(\d+(?:\.\d+)?))?/.exec(written ?? '') ?? [];
  if (number === undefined) return undefined;
  const value = Number(number.replace(',', '.'));
  if (sign === '%') return onFive(value, { worst: 0, best: 100 });
  const top = of ? Number(of) : (best ?? 5);
  return onFive(value, { worst: worst ?? (top > 10 ? 0 : 1), best: top });
}

/** A number, or one that is written with a point or a comma; anything else is none. */
export function numberOf(value: unknown): number | undefined {
  const number = Number(said(value)?.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

/** A rating on any scale as one on the scale from 1 to 5. */
function onFive(value: number, { worst = 1, best = 5 }: { worst?: number; best?: number } = {}): string | undefined {
  if (!(best > worst) || value < worst || value > best) return undefined;
  return String(Math.round((1 + ((value - worst) / (best - worst)) * 4) * 100) / 100);
}
