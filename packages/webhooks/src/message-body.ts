import type { WebhookEvent } from '@soundings/contracts/webhook';
import type { Store } from '@soundings/store/store';
import * as z from 'zod';

const Received = z.object({ surveyId: z.string(), responseId: z.string() });

/**
 * What a message says, as Standard Webhooks lays it out. A response's answers are read now and kept nowhere else: null
 * where it was erased meanwhile, so that there is nothing left to tell.
 */
export async function messageBody({ type, occurredAt, data }: WebhookEvent, store: Pick<Store, 'responses'>) {
  const body = (said: object) => JSON.stringify({ type, timestamp: occurredAt, data: said });
  if (type !== 'response.received') return body(data);
  const { surveyId, responseId } = Received.parse(data);
  const response = await store.responses.get(surveyId, responseId);
  return response ? body(response) : null;
}
