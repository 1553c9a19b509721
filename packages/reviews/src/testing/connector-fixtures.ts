import { appleSite } from '../connectors/apple-app-store/site.ts';
import { cssSite } from '../connectors/css-selectors/site.ts';
import { discourseSite } from '../connectors/discourse/site.ts';
import { feedSite } from '../connectors/feed/site.ts';
import { githubSite } from '../connectors/github-issues/site.ts';
import { googlePlaySite } from '../connectors/google-play/site.ts';
import { hackerNewsSite } from '../connectors/hacker-news/site.ts';
import { jsonApiSite } from '../connectors/json-api/site.ts';
import { judgeMeSite } from '../connectors/judge-me/site.ts';
import { redditSite } from '../connectors/reddit/site.ts';
import { schemaOrgSite } from '../connectors/schema-org/site.ts';
import { steamSite } from '../connectors/steam/site.ts';
import { trustpilotSite } from '../connectors/trustpilot/site.ts';
import { yotpoSite } from '../connectors/yotpo/site.ts';
import type { ConnectorFixture } from './connector-fixture.ts';

/** A site for every connector. */
export const connectorFixtures: readonly ConnectorFixture[] = [
  appleSite,
  steamSite,
  schemaOrgSite,
  cssSite,
  jsonApiSite,
  feedSite,
  githubSite,
  hackerNewsSite,
  discourseSite,
  yotpoSite,
  judgeMeSite,
  googlePlaySite,
  trustpilotSite,
  redditSite,
];
