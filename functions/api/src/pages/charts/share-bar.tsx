import type { Reader } from '../reader.ts';

type Measured = { share: number | null; low: number; high: number };

/**
 * A share as a bar, its 95 % interval as a line over it, and both in figures beside it. `max` is the share that fills
 * the width: the same for all bars of one table, so that they can be compared.
 */
export function ShareBar({
  of: { share, low, high },
  max = 1,
  tone = '',
  mark,
  reader,
}: {
  of: Measured;
  max?: number;
  tone?: 'hurt' | 'good' | '';
  /** A share to compare with, drawn as an upright line. */
  mark?: number | null | undefined;
  reader: Reader;
}) {
  if (share === null) return <span class="soft">{reader.words.units.none}</span>;
  const at = (value: number) => Math.min(100, Math.round((1000 * value) / (max || 1)) / 10);
  return (
    <div class="bar-row">
      <svg class={`bar ${tone}`} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="14" rx="1" />
        <rect class="fill" width={at(share)} height="14" rx="1" />
        <rect class="range" x={at(low)} y="6" width={Math.max(0.6, at(high) - at(low))} height="2" />
        {mark !== undefined && mark !== null && <rect class="mark" x={at(mark)} width="1" height="14" />}
      </svg>
      <span>
        {reader.percent(share)} <span class="soft small">({reader.percents(low, high)})</span>
      </span>
    </div>
  );
}

/** A plain share without an interval: a count of everything there is. */
export function PartBar({ share, max = 1, reader }: { share: number | null; max?: number; reader: Reader }) {
  if (share === null) return <span class="soft">{reader.words.units.none}</span>;
  const width = Math.max(0, Math.min(100, Math.round((1000 * share) / (max || 1)) / 10));
  return (
    <div class="bar-row">
      <svg class="bar" viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="14" rx="1" />
        <rect class="fill" width={width} height="14" rx="1" />
      </svg>
      <span>{reader.percent(share)}</span>
    </div>
  );
}
