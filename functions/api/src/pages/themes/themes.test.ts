import { newId } from '@soundings/contracts/ids';
import { startingThemeId } from '@soundings/pains/taxonomy/starting-taxonomy';
import { expect, test } from 'vitest';
import { KEY, startTestApp } from '../test-app.ts';

const battery = startingThemeId('battery');

async function openPages() {
  const { app, store, cookie } = await startTestApp();
  const html = async (path: string, language = 'en') =>
    (await app.request(path, { headers: { cookie, accept: 'text/html', 'accept-language': language } })).text();
  async function send(path: string, fields: Record<string, string | string[]>, origin = 'http://localhost') {
    const body = new URLSearchParams(
      Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
    );
    return app.request(path, { method: 'POST', headers: { cookie, origin }, body });
  }
  return { app, store, html, send };
}

test('a theme is added, given words, renamed, muted and split; each change waits for the next build and can be undone', async () => {
  const { store, html, send } = await openPages();
  const themeId = newId('theme');
  const made = await send('/themes', { newThemeId: themeId, zh: '挂绳', en: '', words: 'lanyard\n挂绳，吊绳' });
  expect([made.status, made.headers.get('location')]).toEqual([303, `/themes/${themeId}`]);
  const page = await html(`/themes/${themeId}`);
  for (const word of ['lanyard', '挂绳', '吊绳', 'waits for the next build']) expect(page).toContain(word);

  await send(`/themes/${themeId}`, { action: 'add-words', words: 'cord, <b>strap</b>' });
  await send(`/themes/${themeId}`, { action: 'rename', zh: '挂绳与吊绳', en: 'Lanyards' });
  await send(`/themes/${themeId}`, { action: 'mute' });
  const partId = newId('theme');
  await send(`/themes/${themeId}`, {
    action: 'split',
    newThemeId: partId,
    word: ['cord', '吊绳'],
    zh: '绳',
    en: 'Cord',
  });
  const edited = await html(`/themes/${themeId}`);
  expect(edited).toContain('<h1>Lanyards</h1>');
  expect(edited).toContain('&lt;b&gt;strap&lt;/b&gt;');
  expect(edited).toContain('muted');
  expect(edited).not.toMatch(/<li class="tag[^"]*">cord</);
  expect(await html(`/themes/${partId}`, 'zh-CN')).toContain('<h1>绳</h1>');

  const edits = await store.themeEdits.all();
  const split = edits.at(-1);
  await send(`/themes/edits/${split?.id}/undo`, {});
  expect(await html(`/themes/${themeId}`)).toMatch(/<li class="tag[^"]*">cord</);
  expect(await html('/themes')).toContain('Undone: Split “Cord” off “Lanyards”: cord, 吊绳');
  expect((await send(`/themes/edits/${split?.id}/undo`, {})).status).toBe(409);
});

test('a theme is merged into another, whose page then opens', async () => {
  const { html, send } = await openPages();
  const into = startingThemeId('performance');
  const merged = await send(`/themes/${battery}`, { action: 'merge', into });
  expect(merged.headers.get('location')).toBe(`/themes/${into}`);
  expect(await html('/themes')).toContain('Merged “Battery and charging” into');
  expect((await send(`/themes/${battery}`, { action: 'mute' })).status).toBe(404);
});

test('themes are found by name or word in both languages', async () => {
  const { html } = await openPages();
  const found = await html('/themes?q=电池', 'zh-CN');
  expect(found).toContain(`/themes/${battery}`);
  expect(found).not.toContain(startingThemeId('breakfast'));
});

test('what is no change is answered with a reason and changes nothing', async () => {
  const { app, store, send } = await openPages();
  const long = 'x'.repeat(81);
  const refused = [
    await send('/themes', { newThemeId: newId('theme'), zh: '', en: '', words: 'a' }),
    await send('/themes', { newThemeId: newId('theme'), zh: '名', en: 'name', words: '' }),
    await send('/themes', { newThemeId: newId('theme'), zh: '名', en: 'name', words: long }),
    await send(`/themes/${battery}`, { action: 'undo', editId: 'x' }),
    await send(`/themes/${battery}`, { action: 'merge', into: battery }),
    await send(`/themes/${battery}`, { action: 'explode' }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  expect((await send(`/themes/${newId('theme')}`, { action: 'mute' })).status).toBe(404);
  expect((await send(`/themes/${battery}`, { action: 'mute' }, 'https://elsewhere.example')).status).toBe(403);
  const byProgram = await app.request('/v1/themes/edits', {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'mute', themeId: newId('theme') }),
  });
  expect(byProgram.status).toBe(404);
  expect(await store.themeEdits.all()).toEqual([]);
});
