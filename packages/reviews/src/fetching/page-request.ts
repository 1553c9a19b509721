/** One request of a connector's plan. It is stored with a run's cursor, so it is plain data. */
export type PageRequest = {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
};

/** What a server said of a page's version, to ask next time whether it is still the same. */
export type Validators = { etag: string | null; lastModified: string | null };

/** A page as fetched, its content encoding undone. */
export type RawPage = {
  /** Where it was in the end, redirects followed. */
  url: string;
  contentType: string | null;
  link: string | null;
  body: Uint8Array;
  validators: Validators;
};
