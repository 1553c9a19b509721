import type { Child } from 'hono/jsx';

/** The frame of the team's pages. */
export function Page({ title, children }: { title: string; children: Child }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title} · Soundings</title>
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
