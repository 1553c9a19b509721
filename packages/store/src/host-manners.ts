import { HostManners, KnownRobots } from '@soundings/contracts/source';
import type { Table } from './table.ts';

const KEPT_SECONDS = 30 * 86_400;
/** What an item can hold (DynamoDB: 400 KB), with room to spare. Longer rules are read again by each process. */
const MAX_ROBOTS = 300_000;

/** What hosts want of their visitors, kept from run to run. */
export function openHostManners(table: Table) {
  const expires = () => Math.floor(Date.now() / 1000) + KEPT_SECONDS;
  const tooLong = new Map<string, KnownRobots>();

  return {
    async change(host: string, change: (manners: HostManners) => HostManners): Promise<HostManners> {
      const key = { pk: 'hosts', sk: host };
      const item = await table.get(key);
      const was = item ? HostManners.parse(item.value) : { nextAt: 0, delayMs: 0, restUntil: 0 };
      const value = change(was);
      if (value === was) return was;
      const next = { ...key, value, expires: expires() };
      const written = item ? await table.replace(next, item.version) : (await table.create([next]))[0];
      return written ? value : this.change(host, change);
    },

    async robots(origin: string): Promise<KnownRobots | undefined> {
      const item = await table.get({ pk: 'robots', sk: origin });
      return tooLong.get(origin) ?? (item && KnownRobots.parse(item.value));
    },

    async keepRobots(origin: string, robots: KnownRobots): Promise<void> {
      if (JSON.stringify(robots).length > MAX_ROBOTS) {
        tooLong.set(origin, robots);
        return;
      }
      tooLong.delete(origin);
      const item = { pk: 'robots', sk: origin, value: robots, expires: expires() };
      const [created] = await table.create([item]);
      if (created) return;
      const former = await table.get(item);
      // Whoever was first has read it just now.
      if (former) await table.replace(item, former.version);
    },
  };
}
