import type { Severity } from '@soundings/contracts/pain-point';
import { type Reader, say } from './reader.ts';

/** What a pain costs in points of the rating or the NPS answer, with its interval; one that holds zero may be none. */
export function Impact({ severity, reader }: { severity: Severity | null; reader: Reader }) {
  const { words } = reader;
  if (!severity || severity.impact === null) return <span class="soft">{words.units.none}</span>;
  const { impact, low, high, measure } = severity;
  return (
    <span class="impact">
      {say(words.pains.points, { n: reader.decimals(-impact, 2), measure: words.measures[measure] })}{' '}
      {low !== null && high !== null && (
        <span class="soft small">
          ({reader.decimals(-high, 2)} … {reader.decimals(-low, 2)})
        </span>
      )}
    </span>
  );
}
