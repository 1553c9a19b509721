import type { Connector } from './connector.ts';
import { appleAppStore } from './connectors/apple-app-store/connector.ts';
import { cssSelectors } from './connectors/css-selectors/connector.ts';
import { discourse } from './connectors/discourse/connector.ts';
import { feed } from './connectors/feed/connector.ts';
import { githubIssues } from './connectors/github-issues/connector.ts';
import { googlePlay } from './connectors/google-play/connector.ts';
import { hackerNews } from './connectors/hacker-news/connector.ts';
import { jsonApi } from './connectors/json-api/connector.ts';
import { judgeMe } from './connectors/judge-me/connector.ts';
import { reddit } from './connectors/reddit/connector.ts';
import { schemaOrg } from './connectors/schema-org/connector.ts';
import { steam } from './connectors/steam/connector.ts';
import { trustpilot } from './connectors/trustpilot/connector.ts';
import { yotpo } from './connectors/yotpo/connector.ts';

/**
 * All connectors, those of one site before those of any. Another one is a folder under `connectors/` with
 * - `connector.ts`: its manifest, the schema of its configuration, and two pure functions, `plan` (which pages to begin
 *   with) and `parse` (what a page holds, and which pages it leads to); fields come as they are written;
 * - `site.ts`: a site that behaves like the real one, which `testing/connector-fixtures.ts` names for the tests,
 * and a line here. Fetching, robots.txt, retries, cursors, storing and drift are the engine's.
 */
export const connectors: readonly Connector[] = [
  appleAppStore,
  steam,
  githubIssues,
  hackerNews,
  yotpo,
  judgeMe,
  reddit,
  googlePlay,
  trustpilot,
  discourse,
  feed,
  schemaOrg,
  cssSelectors,
  jsonApi,
];
