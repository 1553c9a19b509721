import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { LocalServer } from './local-server.ts';

let server: LocalServer;
afterEach(() => server.remove());

/** Every file of the data folder with its size and the time of its last change. */
async function filesOf(folder: string): Promise<[string, number, number][]> {
  const names = await readdir(folder, { recursive: true });
  const states = names.sort().map(async (name): Promise<[string, number, number]> => {
    const { size, mtimeMs } = await stat(join(folder, name));
    return [name, size, mtimeMs];
  });
  return Promise.all(states);
}

test('a second server over the same folder ends at once and leaves the folder and the first one alone', async () => {
  server = await LocalServer.start();
  const product = await server.createProduct('Kettle', 'ours');
  const file = await server.sendFile(`kind=reviews&productId=${product}`, 'review\nthe lid broke\n');
  await server.finished(`/v1/imports/${file}`);
  // A worker that starts empties this folder.
  await writeFile(join(server.data, 'temporary/of the first one'), '');
  server.hold(true);
  const before = await filesOf(server.data);
  for (const port of [undefined, 0]) {
    const { code, output } = await server.startAnother(port);
    expect(code).toBe(1);
    expect(output).toMatch(/^Another Soundings is using .+ SOUNDINGS_DATA=\S+ PORT=\d+ .+ start\n$/);
    expect(output).toContain(` ${server.data}. `);
  }
  expect(await filesOf(server.data)).toEqual(before);
  server.hold(false);
  expect(await server.build()).toMatchObject({ status: 'done', counts: { feedback: 1 } });
}, 60_000);

test.each(['kill', 'crash'] as const)(
  'after a %s of the first one the folder is free at once',
  async (end) => {
    server = await LocalServer.start();
    expect((await server.startAnother()).code).toBe(1);
    await server[end]();
    await server.restart();
  },
  60_000,
);
