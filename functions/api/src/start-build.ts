import type { Build, NewBuild } from '@soundings/contracts/build';
import type { Api } from './api.ts';

type Asked = { options?: NewBuild; key?: string | undefined };

/**
 * Has all insights built of what is known now, by a build that waits already where there is one; `key` makes a repeated
 * request the same one.
 */
export async function startBuild({ store, wake }: Api, asked: Asked = {}): Promise<{ job: Build; joined: boolean }> {
  const answer = await store.builds.ask(asked);
  wake('build');
  return answer;
}
