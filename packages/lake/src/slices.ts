import { createHash } from 'node:crypto';
import { quoteName } from './quoted.ts';

/** Into how many slices a table can be cut. */
export const SLICES = 65_536;

/**
 * The SQL of the slice that a value of a column falls into: the same in every version of the engine, so it can be stored.
 * Not the engine's own hash: its tables go by that, and where all values of a slice agreed in it, they would all want the
 * same place.
 */
export function sliceOf(column: string): string {
  return `CAST(md5_number_lower(${quoteName(column)}) % ${SLICES} AS INTEGER)`;
}

/** The slice of one value: what `sliceOf` says of it, for engines that cannot say it themselves. */
export function sliceOfValue(value: string): number {
  const lower = createHash('md5').update(value).digest().readBigUInt64LE(8);
  return Number(lower % BigInt(SLICES));
}
