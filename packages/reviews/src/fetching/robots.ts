/** What a robots.txt says to one crawler: its rules, and the seconds it asks to be left between requests. */
export type RobotsRules = { rules: RobotsRule[]; crawlDelay: number | null };

export type RobotsRule = { allow: boolean; path: string };

// google/robotstxt reads so much of a line, eight times what Internet Explorer took as an address.
const MAX_LINE = 2083 * 8 - 1;

/**
 * Reads a robots.txt (RFC 9309, 2.2) for the crawler with this product token. Rules of all its groups are combined; the
 * groups of `*` count only where it has none. As google/robotstxt does, it forgives a missing colon, a user agent
 * with words behind its token, and a byte order mark. Paths come out percent-encoded.
 */
export function readRobots(body: string | Uint8Array, token: string): RobotsRules {
  // Octet by octet, so that a path in any encoding becomes the octets that its address would have.
  const text = Buffer.from(body)
    .toString('latin1')
    .replace(/^\xef(?:\xbb\xbf?)?/, '');
  const own: RobotsRules = { rules: [], crawlDelay: null };
  const everyone: RobotsRules = { rules: [], crawlDelay: null };
  let ownSeen = false;
  let current: RobotsRules[] = [];
  let namesOver = true;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const [key, value] = splitLine(line.slice(0, MAX_LINE));
    if (isUserAgent(key)) {
      if (namesOver) current = [];
      namesOver = false;
      if (/^\*(\s|$)/.test(value)) current.push(everyone);
      if (/^[a-z_-]*/i.exec(value)?.[0].toLowerCase() === token.toLowerCase() && token) {
        current.push(own);
        ownSeen = true;
      }
    } else if (key.startsWith('allow') || isDisallow(key)) {
      namesOver = true;
      const rule = { allow: key.startsWith('allow'), path: encoded(value) };
      if (rule.path) for (const group of current) group.rules.push(rule);
    } else if (key.startsWith('crawl-delay') && Number(value) > 0) {
      for (const group of current) group.crawlDelay ??= Number(value);
    }
  }
  return ownSeen ? own : everyone;
}

/**
 * May this address be fetched (RFC 9309, 2.2.2)? The rule with the longest matching path decides, an allowing one among
 * equals. Escapes that need not be are compared both as they stand, as google/robotstxt does, and undone, as the RFC
 * asks: the stricter reading holds.
 */
export function isAllowed({ rules }: RobotsRules, url: string): boolean {
  const path = pathOf(url);
  const plain = rules.map((rule) => ({ ...rule, path: unescaped(rule.path) }));
  return decide(rules, path) && decide(plain, unescaped(path));
}

function decide(rules: readonly RobotsRule[], path: string): boolean {
  let best = { allow: true, length: 0 };
  for (const { allow, path: pattern } of rules) {
    const length = Math.max(...patternsOf(pattern, allow).map((each) => (matches(each, path) ? each.length : 0)));
    if (length > best.length || (length === best.length && allow)) best = { allow, length };
  }
  return best.allow;
}

/** Whoever allows a folder's index.html allows the folder itself. */
function patternsOf(pattern: string, allow: boolean): string[] {
  const folder = allow && /^(.*\/)index\.htm[^/]*$/.exec(pattern)?.[1];
  return folder ? [pattern, `${folder}$`] : [pattern];
}

/** Does the pattern, with `*` for anything and `$` at its end for the end, match the path from its beginning? */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const [head = '', ...pieces] = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(head)) return false;
  if (pieces.length === 0) return !anchored || path.length === head.length;
  const last = pieces.pop() ?? '';
  let at = head.length;
  for (const piece of pieces) {
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return anchored ? path.length - last.length >= at && path.endsWith(last) : path.indexOf(last, at) >= 0;
}

function splitLine(line: string): [key: string, value: string] {
  const text = line.replace(/#.*$/, '').trim();
  const [, key = '', value = ''] = /^([^:]*):(.*)$/.exec(text) ?? /^(\S+)\s+(\S+)$/.exec(text) ?? [];
  return [key.trim().toLowerCase(), value.trim()];
}

function isUserAgent(key: string): boolean {
  return /^user[- ]?agent/.test(key);
}

/** With the misspellings that google/robotstxt knows from the web. */
function isDisallow(key: string): boolean {
  return /^(disallow|dissallow|dissalow|disalow|diasllow|disallaw)/.test(key);
}

/** Path and query of an address, as they stand in it. */
function pathOf(url: string): string {
  const [, rest = ''] = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*([^#]*)/i.exec(url) ?? /^([^#]*)/.exec(url) ?? [];
  return rest.startsWith('/') ? escapesInUpperCase(rest) : `/${escapesInUpperCase(rest)}`;
}

function encoded(octets: string): string {
  const ascii = octets.replaceAll(/[\x80-\xff]/g, (octet) => `%${octet.charCodeAt(0).toString(16).toUpperCase()}`);
  return escapesInUpperCase(ascii);
}

function escapesInUpperCase(path: string): string {
  return path.replaceAll(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase());
}

/** Escapes of unreserved characters (RFC 3986, 2.3) undone. */
function unescaped(path: string): string {
  return path.replaceAll(/%[0-9A-F]{2}/g, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : octet;
  });
}
