import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { script, style } from './assets.generated.ts';

const files = [
  { body: style, type: 'text/css; charset=utf-8', name: nameOf(style, 'css') },
  { body: script, type: 'text/javascript; charset=utf-8', name: nameOf(script, 'js') },
] as const;

export const stylePath = `/assets/${files[0].name}`;
export const scriptPath = `/assets/${files[1].name}`;

/** The style and the script of the team's pages; their names change with their content, so they are kept for ever. */
export function assetRoutes() {
  return new Hono().get('/:name', (c) => {
    const file = files.find(({ name }) => name === c.req.param('name'));
    if (!file) return c.notFound();
    return c.body(file.body, 200, {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });
}

function nameOf(body: string, extension: string): string {
  return `team.${createHash('sha256').update(body).digest('hex').slice(0, 12)}.${extension}`;
}
