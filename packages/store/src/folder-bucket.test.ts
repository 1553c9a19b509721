import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeBucket } from './bucket-contract.ts';
import { openFolderBucket } from './folder-bucket.ts';

const open = async () => openFolderBucket(await mkdtemp(join(tmpdir(), 'bucket-')));

describeBucket('bucket in a folder', open);

test.each(['../outside', '/etc/passwd', 'a/../../outside', '.partial/x', '.', ''])(
  'the key %j reaches nothing outside',
  async (key) => {
    const bucket = await open();
    await expect(bucket.put(key, 'x')).rejects.toThrow();
    await expect(Promise.resolve().then(() => bucket.get(key))).rejects.toThrow();
  },
);
