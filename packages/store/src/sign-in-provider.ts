import { SignInProvider } from '@soundings/contracts/access';
import type { Table } from './table.ts';

const key = { pk: 'settings', sk: 'sign-in-provider' };

/** The OpenID Connect provider that the team signs in with, if there is one. */
export function openSignInProvider(table: Table) {
  return {
    async get(): Promise<SignInProvider | undefined> {
      const item = await table.get(key);
      return item && SignInProvider.parse(item.value);
    },

    async set(provider: SignInProvider): Promise<void> {
      const [created] = await table.create([{ ...key, value: provider }]);
      if (created) return;
      const item = await table.get(key);
      // Somebody else was faster, or has just removed it.
      if (!item || !(await table.replace({ ...key, value: provider }, item.version))) await this.set(provider);
    },

    remove: () => table.remove(key),
  };
}
