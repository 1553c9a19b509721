/** A source of chance that gives the same for the same seed, on every machine. */
export type Draw = ReturnType<typeof drawFrom>;

/** Draws from `seed` (mulberry32, a generator of 32 bits: enough for made-up data, for nothing else). */
export function drawFrom(seed: number) {
  let state = seed >>> 0;

  /** Uniform on [0, 1). */
  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  return {
    uniform,
    chance: (probability: number) => uniform() < probability,
    /** A whole number from `low` to `high`, both included. */
    whole: (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1)),
    /** Exponential with this mean. */
    waiting: (mean: number) => -mean * Math.log(1 - uniform()),
    /** One of the items, all alike. */
    one<T>(items: readonly T[]): T {
      const item = items[Math.floor(uniform() * items.length)];
      if (item === undefined) throw new RangeError('nothing to draw from');
      return item;
    },
    /** One of the keys, each as likely as its weight says. */
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries(weights) as [K, number][];
      let left = uniform() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      throw new RangeError('nothing to draw from');
    },
  };
}
