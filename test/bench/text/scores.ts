/** How often each of two classes was called what: `[is][called]`, 1 for true. */
export type Counts = readonly [readonly [number, number], readonly [number, number]];

export function count(pairs: readonly (readonly [is: boolean, called: boolean])[]): Counts {
  const counts: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  for (const [is, called] of pairs) counts[is ? 1 : 0][called ? 1 : 0]++;
  return counts;
}

export function shares([[trueNegative, falsePositive], [falseNegative, truePositive]]: Counts) {
  const negatives = trueNegative + falsePositive;
  const positives = truePositive + falseNegative;
  const f1 = (hit: number, missed: number, extra: number) => (2 * hit) / (2 * hit + missed + extra);
  return {
    accuracy: (trueNegative + truePositive) / (negatives + positives),
    balanced: (trueNegative / negatives + truePositive / positives) / 2,
    macroF1: (f1(trueNegative, falsePositive, falseNegative) + f1(truePositive, falseNegative, falsePositive)) / 2,
  };
}

/** The mean over classes of F1; a class that never occurs does not count. */
export function macroF1<Class extends string>(pairs: readonly (readonly [is: Class, called: Class])[]): number {
  const classes = [...new Set(pairs.map(([is]) => is))];
  const f1 = (one: Class) => {
    const hits = pairs.filter(([is, called]) => is === one && called === one).length;
    const either = pairs.filter(([is]) => is === one).length + pairs.filter(([, called]) => called === one).length;
    return (2 * hits) / either;
  };
  return classes.reduce((sum, one) => sum + f1(one), 0) / classes.length;
}

/** How often each class was called which, as rows of a table: is, then called. */
export function confusion<Class extends string>(
  pairs: readonly (readonly [is: Class, called: Class])[],
  classes: readonly Class[],
): [string, ...(string | number)[]][] {
  const times = (is: Class, called: Class) => pairs.filter((pair) => pair[0] === is && pair[1] === called).length;
  return [
    ['is \\ called', ...classes],
    ...classes.map((is): [string, ...number[]] => [`  ${is}`, ...classes.map((called) => times(is, called))]),
  ];
}
