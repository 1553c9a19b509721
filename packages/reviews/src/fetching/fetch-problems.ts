import type { Failure, Fetched, Refusal } from './polite-fetcher.ts';

const REFUSALS: Record<Refusal, string> = {
  robots: 'The site’s robots.txt does not allow it.',
  unauthorized: 'The site asks for a sign-in (401). Check the account or the key.',
  forbidden: 'The site refuses (403).',
  'unsafe-address': 'The address leads into a private network, or is none of the web.',
};

const FAILURES: Record<Failure, string> = {
  network: 'The site could not be reached.',
  timeout: 'The site took too long.',
  'too-large': 'The page is too large.',
  encoding: 'The page is packed in a way that is not known.',
  status: 'The site answered with an error.',
  redirects: 'The page leads around in circles.',
  gone: 'The page is not there.',
};

/** What went wrong with a request, in a sentence for the team; null where nothing did. */
export function problemOf(fetched: Fetched): string | null {
  switch (fetched.kind) {
    case 'refused':
      return fetched.robots === 'unreachable' ? 'The site’s robots.txt could not be had.' : REFUSALS[fetched.reason];
    case 'failed':
      return FAILURES[fetched.reason] + (fetched.status ? ` (${fetched.status})` : '');
    case 'wait':
      return `The site asks for patience until ${new Date(fetched.until).toISOString()}.`;
    default:
      return null;
  }
}
