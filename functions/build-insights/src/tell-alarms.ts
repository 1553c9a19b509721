import type { Build } from '@soundings/contracts/build';
import { PainReport } from '@soundings/contracts/pain-point';
import type { NewWebhookEvent } from '@soundings/contracts/webhook';
import type { Store } from '@soundings/store/store';

/**
 * Has the team's webhooks told of the alarms that the published report raised first. An alarm's id is the event's, so
 * that telling it again after a crash tells nothing new. A build that was overtaken by a later one tells nothing.
 */
export async function tellAlarms(build: Build, store: Store): Promise<void> {
  if ((await store.reports.current())?.id !== build.id) return;
  const report = await store.reports.read(build.id, 'pains', PainReport);
  if (!report) return;
  const names = new Map(report.products.map(({ productId, name }) => [productId, name]));
  const events = report.alarms
    .filter(({ since }) => since === report.builtAt)
    .map(({ id, productId, themeId, names: theme, ...numbers }): NewWebhookEvent => {
      const { week, people, of, expected, bound, history, method, p, q } = numbers;
      return {
        type: 'alarm.raised',
        about: [id],
        occurredAt: report.builtAt,
        data: {
          alarmId: id,
          productId,
          product: names.get(productId) ?? '',
          themeId,
          theme,
          path: `/pain-points/${productId}/${themeId}`,
          ...{ week, people, of, expected, bound, history, method, p, q },
        },
      };
    });
  await store.webhooks.emit(events);
}
