import { OpenAPIHono } from '@hono/zod-openapi';
import type { Fetcher } from '@soundings/reviews/fetching/polite-fetcher';
import type { Store } from '@soundings/store/store';
import type { Sender } from '@soundings/webhooks/sender';
import type { Context } from 'hono';
import { onInvalid } from './problems.ts';
import type { AccessEnv } from './visitor.ts';

/** What the API needs of the machine that it runs on. */
export type Api = {
  store: Store;
  /** Where people reach it, without a slash at the end: for links in answers. */
  origin: () => string;
  /** Tells whoever works on this that there is work. May be lost: a timer finds what was left. */
  wake: (work: 'import' | 'analyze' | 'build') => void;
  /** An address that takes a file of any size by PUT, for an hour. */
  uploadUrl: (object: string) => Promise<string>;
  /** Longest body of an import that is taken directly. */
  maxBodyBytes: number;
  /** The network address that a request came from, where the machine can tell. */
  addressOf: (c: Context) => string | null;
  /** How previews of sources are fetched; a polite fetcher of their own by default. */
  fetcher?: Fetcher;
  /** How a webhook is told something while somebody waits for it; a sender of its own by default. */
  sender?: Pick<Sender, 'send'>;
  /** A key that may do everything, for scripts. */
  adminKey?: string | undefined;
};

/** A sub-app whose routes describe themselves; a request that does not fit is a problem document. */
export function openApi() {
  return new OpenAPIHono<AccessEnv>({ defaultHook: onInvalid });
}
