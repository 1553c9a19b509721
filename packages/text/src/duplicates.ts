import { similarity, VALUE_DIGITS } from './min-hash.ts';

/** A text's id and the MinHash signature that its analysis carries. */
export type Signed = { id: string; signature: string };

/** `group` is the id of the group's first text; `weight` is 1 over the group's size, so that a group counts once. */
export type DuplicateWeight = { id: string; group: string; weight: number };

export type DuplicateOptions = { threshold?: number; rows?: number };

/**
 * Near-duplicates among texts: one weight per text, in order. Signatures that share a band of `rows` values are
 * compared (locality-sensitive hashing, Leskovec et al., Mining of Massive Datasets §3.4) with the first text of that
 * band, and joined where at least `threshold` of their values agree. Linear in the number of texts.
 */
export function groupDuplicates(
  texts: readonly Signed[],
  { threshold = 0.6, rows = 4 }: DuplicateOptions = {},
): DuplicateWeight[] {
  const parent = Uint32Array.from(texts, (_, index) => index);
  const bandLength = rows * VALUE_DIGITS;
  const bands = Math.max(1, Math.floor((texts[0]?.signature.length ?? 0) / bandLength));
  for (let band = 0; band < bands; band++) {
    // One band at a time: a million texts need one map, not sixteen.
    const first = new Map<string, number>();
    for (const [index, { signature }] of texts.entries()) {
      const key = signature.slice(band * bandLength, (band + 1) * bandLength);
      const earlier = first.get(key);
      if (earlier === undefined) first.set(key, index);
      else join(texts, parent, { earlier, index, threshold });
    }
  }
  const sizes = new Uint32Array(texts.length);
  for (let index = 0; index < texts.length; index++) {
    const root = rootOf(parent, index);
    sizes[root] = (sizes[root] as number) + 1;
  }
  return texts.map(({ id }, index) => {
    const root = rootOf(parent, index);
    return { id, group: (texts[root] as Signed).id, weight: 1 / (sizes[root] as number) };
  });
}

function join(
  texts: readonly Signed[],
  parent: Uint32Array,
  { earlier, index, threshold }: { earlier: number; index: number; threshold: number },
) {
  const a = rootOf(parent, earlier);
  const b = rootOf(parent, index);
  if (a === b) return;
  if (similarity((texts[earlier] as Signed).signature, (texts[index] as Signed).signature) < threshold) return;
  // The smaller index stays the root, so that a group is named after its first text.
  parent[Math.max(a, b)] = Math.min(a, b);
}

function rootOf(parent: Uint32Array, index: number): number {
  let at = index;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at] as number] as number;
    at = parent[at] as number;
  }
  return at;
}
