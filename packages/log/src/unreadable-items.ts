import { openLog } from './log.ts';

/** Of the library's metrics what is asked here. */
type Metrics = { addMetric(name: string, unit: 'Count', value: number): unknown };

/** Tells of an item of a queue that cannot be read, by its id and the place that is not as it should be: logged and counted. */
export function unreadableItems(serviceName: string, metrics: Metrics) {
  const log = openLog(serviceName);
  return async (item: { id: string; reason: string }): Promise<void> => {
    metrics.addMetric('UnreadableItems', 'Count', 1);
    await log.warn('an item cannot be read', item);
  };
}
