import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that must not be asked: it leads inside, or is none of the web. */
export class UnsafeAddress extends Error {
  override name = 'UnsafeAddress';
}

/** Azure's host, which answers virtual machines about themselves and is registered as an ordinary address. */
const AZURE_HOST = '168.63.129.16';
/** All of IPv6 that is given out for the public internet; `::/96` and site-local addresses lie outside. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Is this IP address one that anybody on the internet may reach? */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  if (parsed instanceof ipaddr.IPv6) return parsed.match(GLOBAL_UNICAST);
  return parsed.toString() !== AZURE_HOST;
}

/**
 * The address as one that may be asked: http or https, without a user's name, its host a name or a public IP address in
 * whatever notation. Throws `UnsafeAddress`. What a name stands for is checked when it is looked up.
 */
export function webAddress(address: string): URL {
  const url = URL.parse(address);
  if (!url) throw new UnsafeAddress('The address is not one of the web.');
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UnsafeAddress('Only http and https addresses are asked.');
  if (url.username || url.password) throw new UnsafeAddress('The address must not hold a name or a password.');
  // The URL parser has brought every notation of an IPv4 address, hexadecimal and octal among them, to four numbers.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(host) && !isPublicAddress(host))
    throw new UnsafeAddress('The address leads into a private network.');
  if (/(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/.test(host))
    throw new UnsafeAddress('The address leads into a private network.');
  return url;
}

type Resolve = (
  hostname: string,
  options: { all: true; family?: number | 'IPv4' | 'IPv6' },
  done: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

/**
 * A lookup for `net.connect` that fails where any address of the name is not public. The connection is made to the very
 * addresses that were checked, so a name that changes its answer gains nothing.
 */
export function publicLookup(resolve: Resolve = systemLookup): LookupFunction {
  return (hostname, options, done) => {
    const { family } = options;
    resolve(hostname, { all: true, ...(family !== undefined && { family: family as number }) }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? new Error(`${hostname} has no address`), '');
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return done(new UnsafeAddress('The name leads into a private network.'), '');
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}
