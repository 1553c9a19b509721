/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html: names and values of an item. */
export const MAX_ITEM_BYTES = 400 * 1024;

/** The item is over the 400 KB that DynamoDB takes, and so SQLite here: what is that large belongs in the bucket. */
export class ItemTooLarge extends Error {
  override name = 'ItemTooLarge';

  constructor({ pk, sk }: Key, bytes: number) {
    super(`${pk} ${sk} has ${bytes} bytes of ${MAX_ITEM_BYTES}`);
  }
}

/**
 * The one table: everything durable but the lake. SQLite on one machine, DynamoDB in the cloud; `table-contract.ts`
 * says in tests what both must do. Every write is of a single item and conditional, so that it can be repeated after a
 * kill at any point. Writes throw `ItemTooLarge`.
 */
export type Table = {
  /** The item as last written, or undefined. */
  get(key: Key): Promise<Item | undefined>;
  /** As `get`, for up to 100 keys; absent ones are left out. */
  getMany(keys: readonly Key[]): Promise<Item[]>;
  /**
   * Writes each item whose key is free and leaves the others as they stand. Gives, in the order asked, `true` where the
   * item was written. A repeated key within one call is written once.
   */
  create(items: readonly NewItem[]): Promise<boolean[]>;
  /**
   * Writes `item` in the place of the one with this key if that still has the version `was`; the stored version then is
   * `was + 1`. Gives false, writing nothing, where another writer was first or the item is gone.
   */
  replace(item: NewItem, was: number): Promise<boolean>;
  /** As `replace`, for many items at once; each stands for itself. */
  replaceMany(items: readonly { item: NewItem; was: number }[]): Promise<boolean[]>;
  /** Removes the item; removing what is not there is no error. */
  remove(key: Key): Promise<void>;
  /** The items of one partition in the order of their sort keys. */
  list(query: ListQuery): Promise<Page>;
  /** The items waiting in a queue, longest due first, up to `limit`; only those due at or before `now`. */
  waiting(queue: Queue, query: { now: string; limit: number }): Promise<Item[]>;
  /** How many items `waiting` would give, without reading them. */
  countWaiting(queue: Queue, query: { now: string; limit: number }): Promise<number>;
  close(): Promise<void>;
};

export type Key = { pk: string; sk: string };

/** What waits to be worked on. An item leaves its queue by being written without one. */
export type Queue =
  | 'responses'
  | 'analyze'
  | 'mentions'
  | 'answers'
  | 'import'
  | 'build'
  | 'erase'
  | 'scrape'
  | 'webhook'
  | 'reanalyze'
  /** Texts that were given up: they wait for somebody to ask for another try. */
  | 'failed'
  /** Jobs of a paid analyzer that are to be looked after. */
  | 'comprehend'
  | 'overrides';

/** Later than anything in a queue is ever due. */
export const FAR_AHEAD = '9999-12-31T23:59:59.999Z';

export type NewItem = Key & {
  value: JsonObject;
  /** In which queue the item waits, and from which instant (ISO 8601 UTC) on it is due. */
  waits?: { queue: Queue; due: string };
  /** Unix seconds from which on the item may be removed at any time. */
  expires?: number;
};

export type Item = NewItem & { version: number };

export type ListQuery = {
  pk: string;
  /** Only sort keys that begin so. */
  prefix?: string;
  limit: number;
  /** Where the last page ended: its `cursor`. */
  after?: string | undefined;
  newestFirst?: boolean;
};

export type Page = { items: Item[]; cursor?: string };

type JsonValue = string | number | boolean | null | undefined | JsonValue[] | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: JsonValue };
