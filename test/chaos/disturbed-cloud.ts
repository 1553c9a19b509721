import type { Attributes } from '@soundings/store/dynamo-table-item';

/** What may become of a call: refused, broken off before or after it took effect, answered in part. */
export const FAULTS = ['throttled', 'broken', 'lost', 'partial'] as const;
export type Fault = (typeof FAULTS)[number];

/** The call with this number, counted from 1, comes to grief. */
export type Disturbance = { at?: number; fault?: Fault };

/** Items by their two keys with a line break between, and objects by their keys. */
export type CloudState = { items: Map<string, Attributes>; objects: Map<string, Buffer> };

/** A table and a bucket that can be put into a state, and of whose calls one can be made to fail. */
export type DisturbedCloud = {
  tableName: string;
  bucketName: string;
  /** Makes it hold this and nothing else. The calls from here on are counted, and one of them fails. */
  begin(state: CloudState, disturbance: Disturbance): Promise<void>;
  /** What it holds, and what it was asked since it began. */
  end(): Promise<{ state: CloudState; calls: string[] }>;
};

/** Whether a call can come to such a grief: only reading gives parts. */
export function canBe(fault: Fault, call: string): boolean {
  return fault !== 'partial' || call === 'BatchGetItem' || call === 'GetObject';
}

type Batch = { RequestItems?: Record<string, { Keys?: object[] | undefined }> | undefined };

/** BatchGetItem's answer to the second half of what was asked, with the first half as not processed. */
export async function answerHalf(input: Batch, answer: (input: Batch) => Promise<object>): Promise<object> {
  const [name = '', { Keys = [] } = {}] = Object.entries(input.RequestItems ?? {})[0] ?? [];
  const half = Keys.length >> 1;
  const some = await answer({ RequestItems: { [name]: { Keys: Keys.slice(half) } } });
  return { ...some, UnprocessedKeys: half > 0 ? { [name]: { Keys: Keys.slice(0, half) } } : {} };
}
