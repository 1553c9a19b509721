/**
 * A text in Unicode normal form KC and lower case, with the way back: `start(i)` and `end(i)` are the UTF-16 offsets,
 * in the text as stored, of the beginning of normal unit `i` and of the end of normal unit `i - 1`.
 */
export type NormalText = { text: string; start(index: number): number; end(index: number): number };

const identity = (index: number) => index;

/**
 * Normalises cluster by cluster (a character with its combining marks), so that every unit of the result knows where
 * it came from. Half-width and full-width forms, ligatures and composed accents become one form.
 */
export function normalForm(stored: string): NormalText {
  if (isStable(stored)) return { text: stored.toLowerCase(), start: identity, end: identity };
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: cluster, index } of stored.matchAll(/[\s\S]\p{M}*/gu)) {
    const normal = normalCluster(cluster);
    for (let i = 0; i < normal.length; i++) {
      starts.push(index);
      ends.push(index + cluster.length);
    }
    text += normal;
  }
  return {
    text,
    start: (index) => starts[index] ?? stored.length,
    end: (index) => (index === 0 ? 0 : (ends[index - 1] ?? stored.length)),
  };
}

function normalCluster(cluster: string): string {
  if (cluster.length > 1) return cluster.normalize('NFKC').toLowerCase();
  const unit = cluster.charCodeAt(0);
  if (isHan(unit)) return cluster;
  if (unit >= 0xff01 && unit <= 0xff5e) return String.fromCharCode(unit - 0xfee0).toLowerCase();
  return cluster.normalize('NFKC').toLowerCase();
}

const isHan = (unit: number) => unit >= 0x4e00 && unit <= 0x9fff;

/** Are all units ones that normalisation leaves in place: ASCII, Han, and CJK punctuation? */
function isStable(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const stable = unit < 0x80 || isHan(unit) || (unit >= 0x3001 && unit <= 0x3015);
    if (!stable) return false;
  }
  return true;
}
