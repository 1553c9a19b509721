import type { Context } from 'hono';
import type { OpenApiDocument } from '../open-api-document.ts';
import { Page } from './page.tsx';

/** The API's description as a page, made of the same document that programs read. */
export function docsPage(c: Context, document: OpenApiDocument) {
  return c.html(
    <Page title="API">
      <h1>Soundings API</h1>
      <p>
        Send <code>Authorization: Bearer …</code>. Programs read <a href="/openapi.json">/openapi.json</a>.
      </p>
      {Object.entries(document.paths ?? {}).map(([path, methods]) =>
        Object.entries(methods ?? {}).map(([method, operation]) => (
          <section>
            <h2>
              <code>
                {method.toUpperCase()} {path}
              </code>
            </h2>
            <p>{(operation as { summary?: string }).summary}</p>
          </section>
        )),
      )}
    </Page>,
  );
}
