import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { raw } from 'hono/html';
import type { OpenApiDocument } from '../open-api-document.ts';
import { show } from './frame.tsx';
import { knowReader, type PageEnv, type Reader, readerOf } from './reader.ts';
import { Wide } from './wide.tsx';

type Described = { description?: string };
type Schema = { $ref?: string; type?: string | string[]; enum?: unknown[]; items?: Schema };
type Content = Record<string, { schema?: Schema }>;
type Parameter = Described & { name: string; in: string; required?: boolean; schema?: Schema };
type Operation = Described & {
  summary?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, Described & { content?: Content }>;
};

/** The API's description as a page, made of the same document that programs read. */
export function docsPages(document: () => OpenApiDocument) {
  // The description stays as it is while the product runs.
  const rendered = new Map<Reader['language'], string>();
  return new Hono<PageEnv>().get('/docs', knowReader, compress(), (c) => {
    const { language } = c.get('reader');
    const known = rendered.get(language);
    const reader = readerOf(language, { address: '/docs' });
    const children = known ?? (<Docs document={document()} reader={reader} />).toString();
    if (typeof children !== 'string') throw new Error('the description of the API is made at once');
    rendered.set(language, children);
    return show(c, { title: 'API', children: raw(children) });
  });
}

function Docs({ document, reader }: { document: OpenApiDocument; reader: Reader }) {
  const { words } = reader;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: operation as Operation,
    })),
  );
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))];
  const schemas = Object.entries(document.components?.schemas ?? {});
  return (
    <>
      <h1>Soundings API</h1>
      <p class="lead" lang="en">
        {document.info.description}
      </p>
      <p>
        {words.docs.how} <code>Authorization: Bearer …</code> · <a href="/openapi.json">/openapi.json</a>
      </p>
      {reader.language !== 'en' && <p class="soft">{words.docs.english}</p>}
      {tags.map((tag) => (
        <section lang="en">
          <h2>{tag}</h2>
          {operations
            .filter(({ operation }) => (operation.tags?.[0] ?? '') === tag)
            .map((each) => (
              <OperationDetails {...each} reader={reader} />
            ))}
        </section>
      ))}
      <section lang="en">
        <h2>{words.docs.schemas}</h2>
        {schemas.map(([name, schema]) => (
          <details id={`schema-${name}`}>
            <summary>
              <code>{name}</code>
            </summary>
            <pre tabindex={0}>
              <code>{JSON.stringify(schema, null, 2)}</code>
            </pre>
          </details>
        ))}
      </section>
    </>
  );
}

type OperationProps = { method: string; path: string; operation: Operation; reader: Reader };

function OperationDetails({ method, path, operation, reader }: OperationProps) {
  const words = reader.words.docs;
  const { summary, description, parameters = [], requestBody, responses } = operation;
  return (
    <details>
      <summary>
        <code>
          {method} {path}
        </code>{' '}
        <span class="soft">{summary}</span>
      </summary>
      {description && <p>{description}</p>}
      {parameters.length > 0 && (
        <Wide reader={reader} stays>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.parameter}</th>
                <th scope="col">{words.in}</th>
                <th scope="col">{words.type}</th>
                <th scope="col">{words.meaning}</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map((parameter) => (
                <tr>
                  <th scope="row">
                    <code>{parameter.name}</code> {parameter.required && <span class="tag">{words.required}</span>}
                  </th>
                  <td>{parameter.in}</td>
                  <td>
                    <SchemaName schema={parameter.schema} />
                  </td>
                  <td>{parameter.description}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {requestBody && (
        <p>
          <strong>{words.body}</strong> <Contents content={requestBody.content} />
        </p>
      )}
      <Wide reader={reader} stays>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.answer}</th>
              <th scope="col">{words.meaning}</th>
              <th scope="col">{words.type}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(responses).map(([status, response]) => (
              <tr>
                <th scope="row">{status}</th>
                <td>{response.description}</td>
                <td>{response.content && <Contents content={response.content} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </details>
  );
}

function Contents({ content }: { content: Content }) {
  return (
    <>
      {Object.entries(content).map(([type, { schema }]) => (
        <span>
          <code>{type}</code> <SchemaName schema={schema} />{' '}
        </span>
      ))}
    </>
  );
}

function SchemaName({ schema }: { schema: Schema | undefined }) {
  if (!schema) return null;
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return <a href={`#schema-${name}`}>{name}</a>;
  }
  if (schema.items) {
    return (
      <>
        <SchemaName schema={schema.items} />
        []
      </>
    );
  }
  const type = schema.enum ? schema.enum.map(String).join(' | ') : [schema.type ?? 'object'].flat().join(' | ');
  return <span>{type}</span>;
}
