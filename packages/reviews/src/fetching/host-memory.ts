import type { HostManners, KnownRobots } from '@soundings/contracts/source';

/** What is kept of hosts from one run to the next, so that no two runs together ask one too often. */
export type HostMemory = {
  /** Changes what is known of a host, none losing to another's change; gives what is known then. */
  change(host: string, change: (manners: HostManners) => HostManners): Promise<HostManners>;
  robots(origin: string): Promise<KnownRobots | undefined>;
  keepRobots(origin: string, robots: KnownRobots): Promise<void>;
};

/** A memory that ends with the process. */
export function forgetfulHosts(): HostMemory {
  const hosts = new Map<string, HostManners>();
  const known = new Map<string, KnownRobots>();
  return {
    async change(host, change) {
      const changed = change(hosts.get(host) ?? UNKNOWN_HOST);
      hosts.set(host, changed);
      return changed;
    },
    robots: async (origin) => known.get(origin),
    async keepRobots(origin, robots) {
      known.set(origin, robots);
    },
  };
}

export const UNKNOWN_HOST: HostManners = { nextAt: 0, delayMs: 0, restUntil: 0 };
