import { serveSite } from '@soundings/reviews/testing/local-site';
import type * as Senders from '@soundings/webhooks/sender';
import { afterAll, vi } from 'vitest';
import { context, disturb, START, store, streamed } from './disturb.ts';

const team = await serveSite(() => ({ status: 200 }), ['https://team.example']);
afterAll(() => team.close());
vi.doMock('@soundings/webhooks/sender', async (original) => {
  const { openSender } = await original<typeof Senders>();
  return { openSender: () => openSender({ standIns: team.standIns }) };
});
const { handler } = await import('../../functions/deliver/src/handler.ts');

let records: object[] = [];
disturb('what the team’s webhooks are told', {
  async prepare() {
    const url = 'https://team.example/hook';
    await store.webhooks.create({ url, events: ['alarm.raised'] }, { secret: 'whsec_AAAA' });
    const occurredAt = new Date(START).toISOString();
    const alarm = (about: string) => ({ type: 'alarm.raised' as const, about: [about], occurredAt, data: { about } });
    await store.webhooks.emit(['The strap broke', '表带断了'].map(alarm));
    records = await streamed('webhook');
  },
  wake: () => handler({ Records: records }, context),
  sweep: () => handler({ reason: 'sweep' }, context),
  written: ['The strap broke', '表带断了'],
});
