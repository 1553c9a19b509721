import type { NewWebhook, Webhook, WebhookChange } from '@soundings/contracts/webhook';
import { UnsafeAddress, webAddress } from '@soundings/reviews/fetching/public-address';
import { newWebhookSecret } from '@soundings/webhooks/signature';
import type { Api } from './api.ts';
import { ApiError, notFound } from './problems.ts';

/** Each event is stored once for each. */
const MOST = 20;

/** Stores a webhook and gives it with its key, or the one that has this id already. Throws `ApiError` 400 and 409. */
export async function addWebhook({ store }: Pick<Api, 'store'>, added: NewWebhook, id?: string) {
  const url = publicUrl(added.url);
  if ((await store.webhooks.all()).length >= MOST)
    throw new ApiError(409, `There are ${MOST} webhooks already. Remove one first.`);
  const { webhook, secret } = await store.webhooks.create(
    { ...added, url },
    { secret: newWebhookSecret(), ...(id !== undefined && { id }) },
  );
  return { ...webhook, secret };
}

/** Changes a webhook; enabling it gives it another chance. Throws `ApiError` 400 and 404. */
export async function changeWebhook(
  { store }: Pick<Api, 'store'>,
  id: string,
  { url, events, enabled }: WebhookChange,
): Promise<Webhook> {
  const address = url === undefined ? undefined : publicUrl(url);
  const webhook = await store.webhooks.change(id, (former) => ({
    ...former,
    url: address ?? former.url,
    events: events ?? former.events,
    ...(enabled !== undefined && { enabled, disabledBecause: null, ...(enabled && { failingSince: null }) }),
  }));
  if (!webhook) throw notFound('webhook');
  return webhook;
}

/** The address as it will be asked: names are looked up when something is sent, literal addresses are judged here. */
function publicUrl(address: string): string {
  try {
    return webAddress(address).href;
  } catch (error) {
    if (!(error instanceof UnsafeAddress)) throw error;
    throw new ApiError(400, error.message, [{ path: '/url', message: error.message }]);
  }
}
