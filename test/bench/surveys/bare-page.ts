import { readFileSync } from 'node:fs';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

// What the survey page's speed is compared with: the same HTML from a Hono route that does nothing else.
const html = readFileSync(process.env.BARE_PAGE ?? '', 'utf8');
const app = new Hono().get('/', (c) => c.html(html));
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}`));
