import { setTimeout as sleep } from 'node:timers/promises';
import type { HostManners, KnownRobots } from '@soundings/contracts/source';
import { forgetfulHosts, type HostMemory } from './host-memory.ts';
import type { PageRequest, RawPage, Validators } from './page-request.ts';
import { UnsafeAddress, webAddress } from './public-address.ts';
import { readRetryAfter } from './retry-after.ts';
import { isAllowed } from './robots.ts';
import { isFresh, knownRobots } from './robots-file.ts';
import { type Answer, type Limits, NoAnswer, openTransport, type TransportFailure } from './transport.ts';

/** The name under which robots.txt files know this crawler. */
export const ROBOTS_TOKEN = 'SoundingsBot';

const MAX_REDIRECTS = 5;
/** Longer waits are left to a later run. */
const MAX_SLEEP_MS = 30_000;
/** A Crawl-delay or a slow host never makes us wait longer than so between two requests. */
const MAX_DELAY_MS = 60_000;

const USUAL_LIMITS: Limits = { wireBytes: 5 << 20, bodyBytes: 20 << 20, milliseconds: 30_000 };

export type Refusal = 'robots' | 'unauthorized' | 'forbidden' | 'unsafe-address';
export type Failure = TransportFailure | 'status' | 'redirects' | 'gone';

/** How a request came out, each a case for its own reaction. */
export type Fetched = Traffic & { robots: RobotsDecision } & (
    | { kind: 'page'; page: RawPage }
    | { kind: 'unchanged' }
    /** The host wants to be asked no sooner than then, in milliseconds. */
    | { kind: 'wait'; until: number }
    | { kind: 'refused'; reason: Refusal }
    | { kind: 'failed'; reason: Failure; status: number | null }
  );

/** Requests made, those for robots.txt and after redirects among them, and bytes that came of them. */
type Traffic = { requests: number; wireBytes: number };

export type RobotsDecision = 'allowed' | 'disallowed' | 'absent' | 'unreachable' | 'not-asked';

export type FetchOptions = {
  signal: AbortSignal;
  validators?: Validators | undefined;
  /** A documented interface for programs is no web page: robots.txt does not speak of it. */
  isInterface?: boolean;
};

export type FetcherOptions = {
  /** Where the operator of this crawler can be reached: a page or an e-mail address, shown to every server. */
  contact: string;
  hosts?: HostMemory;
  /** Least time between two requests to one host. */
  floorMs?: number;
  limits?: Partial<Limits>;
  /** For tests alone: see `openTransport`. */
  standIns?: ReadonlyMap<string, string>;
  lookup?: Parameters<typeof openTransport>[0]['lookup'];
  now?: () => number;
};

/**
 * Fetches pages as a guest should: says who it is, obeys robots.txt, leaves each host its time between requests, across
 * runs as well, waits when told to, asks whether a page has changed, and never leaves the public internet.
 */
export function openFetcher({
  contact,
  hosts = forgetfulHosts(),
  floorMs = 2000,
  limits,
  standIns,
  lookup,
  now = Date.now,
}: FetcherOptions) {
  const transport = openTransport({
    limits: { ...USUAL_LIMITS, ...limits },
    ...(standIns && { standIns }),
    ...(lookup && { lookup }),
  });
  const userAgent = `${ROBOTS_TOKEN}/1.0 (+${contact})`;

  /** Waits for the host's turn. Gives the instant to come back at where that is far. */
  async function turn(host: string, { signal, delayMs = 0 }: Turn): Promise<number | undefined> {
    let slot = 0;
    await hosts.change(host, (manners) => {
      slot = Math.max(now(), manners.nextAt, manners.restUntil);
      if (slot - now() > MAX_SLEEP_MS) return manners;
      return { ...manners, nextAt: slot + Math.max(floorMs, delayMs, manners.delayMs) };
    });
    if (slot - now() > MAX_SLEEP_MS) return slot;
    if (slot > now()) await sleep(slot - now(), undefined, { signal });
    return undefined;
  }

  /** Sends a request and remembers of its host how it went. */
  async function ask(request: PageRequest, { signal, traffic }: Asking): Promise<Answer> {
    const { host } = new URL(request.url);
    const started = now();
    traffic.requests++;
    let answer: Answer | undefined;
    try {
      answer = await transport.send(request, signal);
      traffic.wireBytes += answer.wireBytes;
      return answer;
    } finally {
      const latency = now() - started;
      if (!signal.aborted)
        await hosts.change(host, (manners) => afterAnswer(manners, { answer, latency, floorMs, now: now() }));
    }
  }

  async function robotsOf({ origin }: URL, { signal, traffic }: Asking): Promise<KnownRobots | { until: number }> {
    const known = await hosts.robots(origin);
    if (known && isFresh(known, now())) return known;
    let answer: Answer | undefined;
    let url: URL | undefined = new URL('/robots.txt', origin);
    try {
      for (let hops = 0; url && hops <= MAX_REDIRECTS; hops++) {
        const until = await turn(url.host, { signal });
        if (until) return { until };
        answer = await ask({ url: url.href, headers: { 'user-agent': userAgent } }, { signal, traffic });
        url = redirectOf(answer, url);
      }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      answer = undefined;
    }
    const robots = knownRobots(url ? undefined : answer, { token: ROBOTS_TOKEN, now: now() });
    await hosts.keepRobots(origin, robots);
    return robots;
  }

  return {
    /** Fetches one page. Rejects only where the signal says stop or the memory of hosts fails. */
    async fetch(request: PageRequest, { signal, validators, isInterface = false }: FetchOptions): Promise<Fetched> {
      const traffic: Traffic = { requests: 0, wireBytes: 0 };
      let decision: RobotsDecision = 'not-asked';
      const outcome = <T>(fetched: T) => ({ ...fetched, ...traffic, robots: decision });
      let { url, headers = {} } = request;
      try {
        for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
          const at = webAddress(url);
          let delayMs = 0;
          if (!isInterface) {
            const robots = await robotsOf(at, { signal, traffic });
            if ('until' in robots) return outcome({ kind: 'wait', until: robots.until });
            decision = decisionOf(robots, url);
            delayMs = Math.min((robots.crawlDelay ?? 0) * 1000, MAX_DELAY_MS);
            if (decision === 'disallowed' || decision === 'unreachable')
              return outcome({ kind: 'refused', reason: 'robots' });
          }
          const until = await turn(at.host, { signal, delayMs });
          if (until) return outcome({ kind: 'wait', until });
          const answer = await ask(
            { ...request, url, headers: { 'user-agent': userAgent, ...conditions(validators), ...headers } },
            { signal, traffic },
          );
          const target = redirectOf(answer, at);
          if (!target) return outcome(interpret(answer, { url, now: now() }));
          if (request.method === 'POST') break;
          // A key is for the host that it was given for.
          if (target.origin !== at.origin) headers = {};
          url = target.href;
        }
        return outcome({ kind: 'failed', reason: 'redirects', status: null });
      } catch (error) {
        if (error instanceof UnsafeAddress) return outcome({ kind: 'refused', reason: 'unsafe-address' });
        if (error instanceof NoAnswer) return outcome({ kind: 'failed', reason: error.reason, status: null });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}

export type Fetcher = ReturnType<typeof openFetcher>;

function decisionOf(robots: KnownRobots, url: string): RobotsDecision {
  if (robots.outcome !== 'read') return robots.outcome;
  return isAllowed(robots, url) ? 'allowed' : 'disallowed';
}

function conditions(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag && { 'if-none-match': validators.etag }),
    ...(validators?.lastModified && { 'if-modified-since': validators.lastModified }),
  };
}

function redirectOf({ status, headers }: Answer, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || !headers.location) return undefined;
  const target = URL.parse(headers.location, from.href);
  if (!target) throw new UnsafeAddress('The redirect leads nowhere.');
  return webAddress(target.href);
}

function interpret({ status, headers, body }: Answer, { url, now }: { url: string; now: number }) {
  const text = (name: string) => headers[name]?.toString() ?? null;
  if (status === 304) return { kind: 'unchanged' } as const;
  if (status >= 200 && status < 300) {
    const validators = { etag: text('etag'), lastModified: text('last-modified') };
    const page = { url, contentType: text('content-type'), link: text('link'), body, validators };
    return { kind: 'page', page } as const;
  }
  const until = restOf({ status, headers }, now);
  if (until) return { kind: 'wait', until } as const;
  if (status === 401 || status === 407) return { kind: 'refused', reason: 'unauthorized' } as const;
  if (status === 403 || status === 451) return { kind: 'refused', reason: 'forbidden' } as const;
  return { kind: 'failed', reason: status === 404 || status === 410 ? 'gone' : 'status', status } as const;
}

/** Until when an answer asks to be left alone: by Retry-After, by GitHub's rate limit, or else by being a 429. */
function restOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, now: number): number | undefined {
  const said = [403, 429, 503].includes(status) ? readRetryAfter(headers['retry-after'], now) : undefined;
  if (said !== undefined) return said;
  if (headers['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429))
    return Math.max(now, Math.min(Number(headers['x-ratelimit-reset']) * 1000 || 0, now + 86_400_000));
  return status === 429 ? now + MAX_DELAY_MS : undefined;
}

type Asking = { signal: AbortSignal; traffic: Traffic };

type Turn = {
  signal: AbortSignal;
  /** What robots.txt asks for. */
  delayMs?: number;
};

type Course = { answer: Answer | undefined; latency: number; floorMs: number; now: number };

/** Scrapy's AutoThrottle: the delay follows the latency half-way; what fails never makes it shorter. */
function afterAnswer(manners: HostManners, { answer, latency, floorMs, now }: Course): HostManners {
  const isGood = answer !== undefined && answer.status < 400;
  const usual = Math.max(floorMs, (manners.delayMs + latency) / 2);
  const delayMs = isGood ? usual : Math.max(manners.delayMs * (answer && answer.status < 429 ? 1 : 2), usual);
  const rest = answer && restOf(answer, now);
  return {
    nextAt: Math.max(manners.nextAt, now + floorMs),
    delayMs: Math.round(Math.min(delayMs, MAX_DELAY_MS)),
    restUntil: Math.max(manners.restUntil, rest ?? 0),
  };
}
