import { connectorFixtures } from '@soundings/reviews/testing/connector-fixtures';
import { sampleReviews } from '@soundings/reviews/testing/sample-reviews';
import { openRig } from '@soundings/scrape/testing/scrape-rig';
import type { Bucket } from '@soundings/store/bucket';
import type { Table } from '@soundings/store/table';

/** Runs each connector again over a source that has not changed: most requests to one, and writes of pages and reviews. */
export async function runUnchanged(): Promise<{ requests: number; writes: number }> {
  let [requests, writes] = [0, 0];
  for (const fixture of connectorFixtures) {
    const rig = await openRig(fixture, { reviews: sampleReviews(120) });
    await rig.run();
    await rig.wait();
    // Those that ask for what is new ask otherwise the second time; from then on nothing changes.
    await rig.run();
    await rig.wait();
    const before = rig.server.requests.length;
    const count = () => void writes++;
    await rig.work({ table: countingTable(rig.table, count), bucket: countingBucket(rig.bucket, count) });
    // A key for an interface is no request to the feed, and robots.txt is asked for once a day.
    const asked = rig.server.requests
      .slice(before)
      .filter(({ url }) => !/\/robots\.txt$|access_token$/.test(url.pathname));
    requests = Math.max(requests, asked.length);
    await rig.close();
  }
  return { requests, writes };
}

function countingTable(table: Table, count: () => void): Table {
  const isReview = ({ pk }: { pk: string }) => pk.startsWith('feedback#');
  return {
    ...table,
    create(items) {
      if (items.some(isReview)) count();
      return table.create(items);
    },
    replace(item, was) {
      if (isReview(item)) count();
      return table.replace(item, was);
    },
  };
}

function countingBucket(bucket: Bucket, count: () => void): Bucket {
  return {
    ...bucket,
    put(...parameters) {
      count();
      return bucket.put(...parameters);
    },
  };
}
