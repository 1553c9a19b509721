import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Visitor } from '../visitor.ts';
import { scriptPath, stylePath } from './assets.ts';
import { type PageEnv, type Reader, say } from './reader.ts';

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
    `${pathname}?${new URLSearchParams([...[...searchParams].filter(([name]) => name !== 'lang' && name !== 'token'), ['lang', language]])}`;
  const document = <Frame {...props} reader={c.get('reader')} visitor={c.get('visitor')} address={address} />;
  return c.html(`<!doctype html>${document.toString()}`, status, { 'cache-control': 'no-store' });
}

function Frame({
  title,
  place,
  live = false,
  children,
  reader: { words, language },
  visitor,
  address,
}: FrameProps & { reader: Reader; visitor: Visitor | undefined; address: (language: string) => string }) {
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
