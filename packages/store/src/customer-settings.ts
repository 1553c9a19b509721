import { ExchangeRate } from '@soundings/contracts/customer-insights';
import { CustomerSettings, customerDefaults } from '@soundings/contracts/customer-settings';
import * as z from 'zod';
import type { Bucket } from './bucket.ts';

const SETTINGS = 'settings/customers.json';
const RATES = 'settings/exchange-rates.json';

/** How the team wants its customers counted and scored, and what its currencies are worth. */
export function openCustomerSettings(bucket: Bucket) {
  async function read<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const body = await bucket.get(key);
    return body && schema.parse(JSON.parse(body.toString('utf8')));
  }

  return {
    read: async (): Promise<CustomerSettings> => (await read(SETTINGS, CustomerSettings)) ?? customerDefaults,

    async write(settings: CustomerSettings): Promise<void> {
      await bucket.put(SETTINGS, JSON.stringify(settings));
    },

    /** The exchange rates to the reporting currency, in no particular order. */
    rates: async (): Promise<ExchangeRate[]> => (await read(RATES, z.array(ExchangeRate))) ?? [],

    /** Puts these in the place of all former ones. */
    async writeRates(rates: readonly ExchangeRate[]): Promise<void> {
      await bucket.put(RATES, JSON.stringify(rates));
    },
  };
}
