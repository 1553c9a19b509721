import type { Api } from './api.ts';

/** What is done with sources, loaded when it is first asked for: its parsers are nothing that another page waits for. */
export function lazyReviewSources(api: Api) {
  let loaded: Promise<ReturnType<typeof import('./review-sources.ts').reviewSources>> | undefined;
  return () => {
    loaded ??= import('./review-sources.ts').then(({ reviewSources }) => reviewSources(api));
    return loaded;
  };
}
