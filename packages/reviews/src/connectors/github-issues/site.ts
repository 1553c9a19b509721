import type { ConnectorFixture } from '../../testing/connector-fixture.ts';
import { isoTime, json, pageOf, type SampleReview } from '../../testing/sample-reviews.ts';

/** GitHub's interface: oldest change first, pages by the Link header, pull requests among the issues. */
export const githubSite: ConnectorFixture = {
  connector: 'github-issues',
  config: { owner: 'someone', repository: 'kettle', token: 'secret' },
  origins: ['https://api.github.com'],
  requests: { full: 3, unchanged: 1 },
  has: { rating: false, title: true },
  site:
    (reviews) =>
    ({ url, headers }) => {
      if (headers.authorization !== 'Bearer secret') return { status: 401 };
      const since = url.searchParams.get('since') ?? '';
      const number = Number(url.searchParams.get('page') ?? 1);
      const issues = [...reviews()].reverse().filter((review) => isoTime(review) >= since);
      const withPulls = issues.flatMap((review, i) =>
        i % 10 === 5 ? [pullOf(review), issueOf(review)] : [issueOf(review)],
      );
      const more = number * 100 < withPulls.length;
      url.searchParams.set('page', String(number + 1));
      return json(
        pageOf(withPulls, { number, size: 100 }),
        more ? { link: `<${url.href}>; rel="next", <${url.href}>; rel="last"` } : {},
      );
    },
};

function issueOf(review: SampleReview) {
  return {
    id: review.id,
    title: review.title,
    body: review.text,
    user: { login: review.author },
    updated_at: isoTime(review).replace('.000Z', 'Z'),
    html_url: `https://github.com/someone/kettle/issues/${review.id}`,
  };
}

function pullOf(review: SampleReview) {
  return {
    ...issueOf(review),
    id: -review.id,
    title: 'a pull request',
    pull_request: { url: 'https://api.github.com/' },
  };
}
