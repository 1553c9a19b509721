import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@soundings/contracts/ids';
import type { ImportKind } from '@soundings/contracts/import';
import { runImports } from '@soundings/import/run-imports';
import { openDuckDb } from '@soundings/lake/duckdb';
import { openFolderBucket } from '@soundings/store/folder-bucket';
import { queuedImport } from '@soundings/store/queued-import';
import { openSqliteTable } from '@soundings/store/sqlite-table';
import { openStore } from '@soundings/store/store';

// One import in a process of its own, as `functions/local` runs it, so that its memory is its own. Says what it came to.

const [kind, file] = process.argv.slice(2) as [ImportKind, string];
const folder = await mkdtemp(join(tmpdir(), 'bench-import-'));
const store = openStore(openSqliteTable(join(folder, 'table.sqlite')), await openFolderBucket(join(folder, 'bucket')));
const product = await store.products.create({ name: 'Product', role: 'ours' });
const id = newId('import');
const object = `uploads/${id}/file`;
const size = await store.bucket.put(object, createReadStream(file));
await store.imports.create(
  queuedImport({
    id,
    kind,
    productId: product.id,
    object,
    size,
  }),
);
const started = performance.now();
await runImports({ store, openDuckDb: () => openDuckDb(store.bucket, { memoryMb: 128 }) });
const seconds = (performance.now() - started) / 1000;
const job = await store.imports.get(id);
process.send?.({ read: job?.read, accepted: job?.accepted, seconds, mb: process.resourceUsage().maxRSS / 1024 });
await store.close();
await rm(folder, { recursive: true });
process.disconnect();
