import { expect, test } from 'vitest';
import { readerOf } from './reader.ts';
import { tableFile } from './table-file.ts';
import { startTestApp } from './test-app.ts';
import { Wide } from './wide.tsx';

test('a table leaves as its cells are shown: without charts and buttons, and with nothing for a spreadsheet to run', () => {
  const reader = readerOf('en', { address: '/customers?segment=at-risk' });
  const first = (
    <Wide reader={reader}>
      <table>
        <tr>
          <th>A & "b"</th>
        </tr>
      </table>
    </Wide>
  ).toString();
  const second = (
    <Wide reader={reader}>
      <table>
        <caption>Not a cell</caption>
        <thead>
          <tr>
            <th>Name</th>
            <th>Share</th>
            <th>Role</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th>{'=1+1 <b>'}</th>
            <td>
              <svg>
                <title>chart</title>
              </svg>
              <ul>
                <li>24%</li>
                <li>of 90</li>
              </ul>
            </td>
            <td>
              <select>
                <option>reader</option>
                <option selected>analyst</option>
              </select>
              <button type="submit">Change</button>
            </td>
          </tr>
        </tbody>
      </table>
    </Wide>
  ).toString();
  const page = first + second;
  expect(page).toContain('href="/customers?segment=at-risk&amp;table=2"');
  expect(tableFile(page, 1)).toBe('\uFEFF"A & ""b"""\r\n');
  expect(tableFile(page, 2)).toBe("\uFEFFName,Share,Role\r\n'=1+1 <b>,24% of 90,analyst\r\n");
  expect(tableFile(page, 3)).toBeUndefined();
});

test('a page’s table is a file at its address, which the audit log knows of', async () => {
  const { app, store, cookie } = await startTestApp();
  await store.products.create({ name: '@SUM(1)', role: 'ours' });
  const get = (path: string) => app.request(path, { headers: { cookie } });
  const answer = await get('/products?table=1');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="products-1.csv"');
  expect(await answer.text()).toContain("'@SUM(1)");
  expect((await get('/products?table=9')).status).toBe(404);
  expect((await store.auditLog.list({ limit: 1 })).items[0]).toMatchObject({ did: 'exported', route: 'GET /products' });
});
