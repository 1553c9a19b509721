import type { LocalizedText, Message } from '@soundings/contracts/language';
import type { Access } from '@soundings/contracts/source';
import type * as z from 'zod';
import type { PageRequest, RawPage } from './fetching/page-request.ts';
import type { Markup } from './markup.ts';
import type { ReviewField, ReviewFields } from './review-row.ts';

/** What a connector says of itself. */
export type Manifest = {
  id: string;
  version: number;
  name: LocalizedText;
  access: Access;
  /** Shortest interval between two runs, in minutes. */
  minimumMinutes: number;
  /** What reviews of it must have from the first run on; whatever else they have is watched once it was there. */
  requiredFields: readonly ReviewField[];
  /** Does it ask only for what is new, so that finding nothing is no cause for concern? */
  mayBeEmpty?: boolean;
  /** Parts of its configuration that are shown to nobody. */
  secrets?: readonly string[];
};

export type PlanState = {
  partition: string;
  /** Up to when everything is known, less an overlap; null before the first complete pass. */
  since: string | null;
};

export type ParseContext = PlanState & { request: PageRequest };

/** What a page holds, as it stands there: values are read and checked by `readReviews`. */
export type ParsedPage = {
  reviews: ReviewFields[];
  /** The page that follows, if any. */
  next?: PageRequest | undefined;
  /** Pages that this one is only a list of. */
  details?: PageRequest[];
  /** How many reviews the source says that it has in this partition. */
  declaredTotal?: number | undefined;
  /** What was left out, by reason. */
  rejects?: Record<string, number>;
  /** Is it a key rather than a page? It is not kept then. */
  isSecret?: boolean;
};

/** The page is not what this connector knows: cut off, an error in disguise, or the site has changed. */
export class UnreadablePage extends Error {
  override name = 'UnreadablePage';
  readonly told: Message;

  constructor(told: Message, options?: ErrorOptions) {
    super(told.en, options);
    this.told = told;
  }
}

/** A connector with its configuration: pure functions, to be called as often as needed. */
export type OpenConnector = {
  /** Parts that are looked through one after the other, each with a watermark of its own, such as countries. */
  partitions: readonly string[];
  /** Does the first page of each tell by its being unchanged that there is nothing new, and do older ones follow it? */
  isNewestFirst: boolean;
  plan(state: PlanState): PageRequest[];
  /** Throws `UnreadablePage`. */
  parse(page: RawPage, context: ParseContext): ParsedPage;
};

export type Connector = {
  manifest: Manifest;
  configSchema: z.ZodType;
  /** Throws a `ZodError` for a configuration that is not right. */
  open(config: unknown): OpenConnector;
  /** The configuration for an address that a person pasted, if it is one of this connector's. */
  guess(url: URL): Record<string, unknown> | undefined;
  /** The configuration for a page that shows whose reviews it uses. */
  recognize(document: Markup, url: URL): Record<string, unknown> | undefined;
};

type Definition<S extends z.ZodType> = {
  manifest: Manifest;
  config: S;
  partitions?: (config: z.output<S>) => readonly string[];
  isNewestFirst?: boolean | ((config: z.output<S>) => boolean);
  plan: (config: z.output<S>, state: PlanState) => PageRequest[];
  parse: (page: RawPage, context: ParseContext & { config: z.output<S> }) => ParsedPage;
  guess?: (url: URL) => z.input<S> | undefined;
  recognize?: (document: Markup, url: URL) => z.input<S> | undefined;
};

/** Defines a connector by its parts; partitions are one and pages newest first unless said otherwise. */
export function defineConnector<S extends z.ZodType>({
  manifest,
  config: configSchema,
  partitions = () => [''],
  isNewestFirst = true,
  plan,
  parse,
  guess = () => undefined,
  recognize = () => undefined,
}: Definition<S>): Connector {
  return {
    manifest,
    configSchema,
    open(raw) {
      const config = configSchema.parse(raw);
      return {
        partitions: partitions(config),
        isNewestFirst: typeof isNewestFirst === 'function' ? isNewestFirst(config) : isNewestFirst,
        plan: (state) => plan(config, state),
        parse: (page, context) => parse(page, { ...context, config }),
      };
    },
    guess: (url) => guess(url) as Record<string, unknown> | undefined,
    recognize: (document, url) => recognize(document, url) as Record<string, unknown> | undefined,
  };
}
