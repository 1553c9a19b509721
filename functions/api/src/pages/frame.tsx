import type { SampleData } from '@soundings/store/sample-data';
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { notFound } from '../problems.ts';
import type { Visitor } from '../visitor.ts';
import { scriptPath, stylePath } from './assets.ts';
import { type PageEnv, type Reader, say } from './reader.ts';
import { SampleNotice } from './sample-notice.tsx';
import { tableFile } from './table-file.ts';

/** Where one can go from every page, in the order of a team's day. */
const PLACES = [
  ['overview', '/'],
  ['pains', '/pain-points'],
  ['competition', '/competition'],
  ['customers', '/customers'],
  ['personas', '/personas'],
  ['surveys', '/surveys'],
  ['sources', '/sources'],
  ['imports', '/imports'],
  ['settings', '/settings'],
] as const;
const NOT_KEPT = { 'cache-control': 'no-store' };
export type Place = (typeof PLACES)[number][0];

type FrameProps = {
  title: string;
  /** Which entry of the navigation this page belongs to. */
  place?: Place | undefined;
  /** Work is under way: without scripts the page is loaded again, with them its `data-live` part is. */
  live?: boolean;
  children: Child;
};

/** Answers with a page in its frame. */
export function show(c: Context<PageEnv>, props: FrameProps, status: ContentfulStatusCode = 200) {
  const { pathname, searchParams } = new URL(c.req.url);
  const address = (language: string) =>
    `${pathname}?${new URLSearchParams([...[...searchParams].filter(([name]) => !['lang', 'token', 'table'].includes(name)), ['lang', language]])}`;
  const document = <Frame {...props} {...shownTo(c)} address={address} />;
  const page = `<!doctype html>${document.toString()}`;
  const table = searchParams.get('table');
  return table && status === 200 ? tableOf(c, page, Number(table)) : c.html(page, status, NOT_KEPT);
}

/** A page for nobody in particular, as the one to sign in, is asked for before any of this is known but the reader. */
function shownTo(c: Context<PageEnv>) {
  return { reader: c.get('reader'), visitor: c.get('visitor'), sample: c.get('sample') };
}

/** One of the page's tables, to take away. */
function tableOf(c: Context, page: string, number: number) {
  const file = tableFile(page, number);
  if (file === undefined) throw notFound('table');
  const name = `${c.req.path.split('/')[1] || 'overview'}-${number}.csv`;
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
  };
  return c.body(file, 200, { ...headers, ...NOT_KEPT });
}

function Frame({
  title,
  place,
  live = false,
  children,
  reader,
  visitor,
  sample,
  address,
}: FrameProps & {
  reader: Reader;
  visitor: Visitor | undefined;
  sample: SampleData | undefined;
  address: (language: string) => string;
}) {
  const { words, language } = reader;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Soundings`}</title>
        <link rel="stylesheet" href={stylePath} />
        <link rel="icon" href="data:," />
        {live && (
          <noscript>
            <meta http-equiv="refresh" content="3" />
          </noscript>
        )}
        <script src={scriptPath} defer />
      </head>
      <body class={visitor?.role === 'reader' ? 'reads-only' : undefined}>
        <a class="skip" href="#main">
          {words.frame.skip}
        </a>
        <header class="site">
          <div class="site-row">
            <a class="brand" href="/">
              Soundings
            </a>
            {visitor && (
              <nav aria-label={words.frame.navigation}>
                <ul>
                  {PLACES.map(([name, path]) => (
                    <li>
                      <a href={path} aria-current={name === place ? 'page' : undefined}>
                        {words.places[name]}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
            <div class="languages">
              {language === 'en' ? (
                <a href={address('zh-CN')} lang="zh-CN" hreflang="zh-CN">
                  中文
                </a>
              ) : (
                <a href={address('en')} lang="en" hreflang="en">
                  English
                </a>
              )}
            </div>
          </div>
        </header>
        {visitor && sample && <SampleNotice sample={sample} reader={reader} />}
        <main id="main" tabindex={-1}>
          {children}
        </main>
        <footer class="site-foot">
          <p>
            {words.frame.foot} <a href="/docs">{words.frame.api}</a>
          </p>
          {visitor && (
            <form class="who" method="post" action="/sign-out">
              <span>
                {say(words.frame.signedIn, {
                  name: visitor.name ?? words.access.actors[visitor.actor.kind],
                  role: words.access.roles[visitor.role],
                })}
              </span>
              <button type="submit" class="link">
                {words.frame.signOut}
              </button>
            </form>
          )}
        </footer>
      </body>
    </html>
  );
}
