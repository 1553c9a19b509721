import { serve } from '@hono/node-server';
import { Hono } from 'hono';

// The least that a Hono page can be: what the survey page's speed is compared with.
const app = new Hono().get('/', (c) => c.html('<!doctype html><html><body><h1>Hello</h1></body></html>'));
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}`));
