import { type Import, ImportKind } from '@soundings/contracts/import';
import type { Product } from '@soundings/contracts/product';
import { type Context, Hono } from 'hono';
import type { Api } from '../api.ts';
import { discardImport } from '../discard-import.ts';
import { ApiError, notFound } from '../problems.ts';
import { startImport } from '../start-import.ts';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { chosenColumns, ImportPreview, type RefusedColumns } from './import-preview.tsx';
import { ImportReport } from './import-report.tsx';
import { isUnderWay, StatusTag } from './jobs.tsx';
import { ProductChoice } from './product-choice.tsx';
import type { PageEnv, Reader } from './reader.ts';
import { usualTimeZone } from './time-zone-field.tsx';
import { readUpload } from './upload-form.ts';
import { Wide } from './wide.tsx';

/** Files of reviews and purchases: sent by a form, watched, judged. */
export function importPages(api: Api) {
  const { store } = api;

  async function list(c: Context<PageEnv>, problem?: string) {
    const reader = c.get('reader');
    const [products, imports] = await Promise.all([store.products.all(), store.imports.list({ limit: 50 })]);
    const children = <Imports imports={imports.items} products={products} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.places.imports, place: 'imports', children }, problem ? 400 : 200);
  }

  async function one(c: Context<PageEnv>, job: Import, refused?: RefusedColumns) {
    const reader = c.get('reader');
    const product = job.productId ? await store.products.get(job.productId) : undefined;
    const live = isUnderWay(job) && !job.preview;
    const children = job.preview ? (
      <ImportPreview
        job={job}
        preview={job.preview}
        product={product}
        usual={usualTimeZone((await store.imports.list({ limit: 50 })).items, reader.language)}
        refused={refused}
        reader={reader}
      />
    ) : (
      <ImportReport job={job} product={product} reader={reader} />
    );
    const title = reader.words.imports.kinds[job.kind];
    return show(c, { title, place: 'imports', live, children }, refused ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => list(c))
    .post('/', async (c) => {
      const { words } = c.get('reader');
      try {
        const job = await readUpload(c, async (fields, file, fileName) => {
          const kind = ImportKind.safeParse(fields.kind);
          if (!kind.success) throw new ApiError(400, words.imports.noKind);
          const productId = kind.data === 'reviews' ? (fields.productId ?? null) : null;
          const named = { fileName: fileName.slice(-255) };
          return startImport(api, { kind: kind.data, productId, unconfirmed: true, ...named }, file);
        });
        return c.redirect(`/imports/${job.id}`, 303);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const refused = error.message === words.imports.noKind ? error.message : words.imports.refused;
        return list(c, error.status === 413 ? words.imports.tooLarge : refused);
      }
    })
    .get('/:id', async (c) => {
      const job = await store.imports.get(c.req.param('id'));
      if (!job) throw notFound('import');
      return one(c, job);
    })
    .post('/:id/again', async (c) => {
      const job = await store.imports.get(c.req.param('id'));
      if (!job) throw notFound('import');
      const { kind, productId, format, options, fileName } = job;
      const named = fileName ? { fileName } : {};
      const again = await startImport(
        api,
        { kind, productId, format, options, unconfirmed: true, ...named },
        job.object,
      );
      return c.redirect(`/imports/${again.id}`, 303);
    })
    .post('/:id/discard', async (c) => {
      try {
        await discardImport(api, c.req.param('id'));
      } catch (error) {
        // It was begun in the meantime: its page says how far it is.
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        return c.redirect(`/imports/${c.req.param('id')}`, 303);
      }
      return c.redirect('/imports', 303);
    })
    .post('/:id/start', async (c) => {
      const job = await store.imports.get(c.req.param('id'));
      if (!job?.preview) throw notFound('import that waits for its columns');
      const sent = await heldForm(c);
      const chosen = chosenColumns(job.kind, job.preview, sent);
      if (chosen.problem) return one(c, job, { problem: chosen.problem, sent });
      const options = { ...job.options, ...chosen.stated, leaveOut: chosen.leaveOut };
      await store.imports.start(job.id, { mapping: chosen.mapping, options, unconfirmed: false, preview: undefined });
      api.wake('import');
      return c.redirect(`/imports/${job.id}`, 303);
    });
}

type ImportsProps = { imports: Import[]; products: Product[]; problem: string | undefined; reader: Reader };

function Imports({ imports, products, problem, reader }: ImportsProps) {
  const { words } = reader;
  const nameOf = (id: string | null) => products.find((product) => product.id === id)?.name ?? '';
  return (
    <>
      <h1>{words.places.imports}</h1>
      <p class="lead">{words.imports.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      <UploadForm products={products} reader={reader} />
      <h2>{words.imports.earlier}</h2>
      {imports.length === 0 ? (
        <p class="soft">{words.imports.none}</p>
      ) : (
        <Wide reader={reader}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.imports.file}</th>
                <th scope="col">{words.imports.product}</th>
                <th scope="col">{words.imports.status}</th>
                <th scope="col" class="n">
                  {words.imports.accepted}
                </th>
                <th scope="col" class="n">
                  {words.imports.duplicates}
                </th>
                <th scope="col" class="n">
                  {words.imports.rejected}
                </th>
                <th scope="col">{words.imports.createdAt}</th>
              </tr>
            </thead>
            <tbody>
              {imports.map((job) => (
                <tr>
                  <th scope="row">
                    <a href={`/imports/${job.id}`}>{words.imports.kinds[job.kind]}</a>
                    {job.fileName && <span class="meaning">{job.fileName}</span>}
                  </th>
                  <td>{nameOf(job.productId)}</td>
                  <td>
                    {job.preview ? (
                      <span class="tag warn">{words.imports.toConfirm}</span>
                    ) : (
                      <StatusTag status={job.status} reader={reader} />
                    )}
                  </td>
                  <td class="n">{reader.number(job.accepted)}</td>
                  <td class="n">{reader.number(job.duplicates)}</td>
                  <td class="n">{reader.number(job.rejected)}</td>
                  <td class="when">{reader.minute(job.createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  );
}

function UploadForm({ products, reader }: { products: Product[]; reader: Reader }) {
  const { words } = reader;
  const kinds = ImportKind.options.filter((kind) => kind !== 'reviews' || products.length > 0);
  return (
    // The file stands last: what it is must be known when its first byte arrives.
    <form class="form" method="post" action="/imports" enctype="multipart/form-data">
      <fieldset>
        <legend>{words.imports.kind}</legend>
        {kinds.map((kind, i) => (
          <label class="choice">
            <input type="radio" name="kind" value={kind} checked={i === 0} />
            <span>
              {words.imports.kinds[kind]}
              <span class="soft"> · {words.imports.columns[kind]}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {products.length > 0 ? (
        <ProductChoice label={words.imports.about} products={products} reader={reader} />
      ) : (
        <p class="note">
          {words.imports.productFirst} <a href="/products">{words.products.add}</a>
        </p>
      )}
      <div>
        <label for="file">{words.imports.choose}</label>
        <input type="file" id="file" name="file" required accept=".csv,.tsv,.txt,.jsonl,.ndjson,.json,.xlsx,.gz" />
        <p class="hint">{words.imports.formats}</p>
      </div>
      <div>
        <button type="submit">{words.imports.send}</button>
      </div>
    </form>
  );
}
