import type { Reader } from '../reader.ts';

/** What cannot be undone is confirmed. */
export function Sure({ reader }: { reader: Reader }) {
  return (
    <label class="choice">
      <input type="checkbox" name="sure" value="yes" required />
      <span>{reader.words.erasures.sure}</span>
    </label>
  );
}
