import { NewProduct, type Product, Role } from '@soundings/contracts/product';
import { type Context, Hono } from 'hono';
import type { Api } from '../api.ts';
import { ApiError, notFound } from '../problems.ts';
import { removeProduct } from '../remove-product.ts';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { Once, onceOf } from './once.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** Our products and the competitors'. */
export function productPages(api: Api) {
  const { store } = api;

  async function list(c: Context<PageEnv>, problem?: Problem) {
    const reader = c.get('reader');
    const children = <Products products={await store.products.all()} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.places.products, place: 'settings', children }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => list(c))
    .post('/', async (c) => {
      const form = await heldForm(c);
      const product = NewProduct.safeParse({ name: form.name, role: form.role });
      if (!product.success) return list(c, 'problem');
      await store.products.create(product.data, await store.idempotency.id('product', onceOf(form, product.data)));
      return c.redirect('/products', 303);
    })
    .post('/:id', async (c) => {
      const { name, role } = await heldForm(c);
      const product = NewProduct.safeParse({ name, role });
      if (!product.success) return list(c, 'problem');
      if (!(await store.products.change(c.req.param('id'), product.data))) throw notFound('product');
      return c.redirect('/products', 303);
    })
    .post('/:id/remove', async (c) => {
      try {
        await removeProduct(api, c.req.param('id'));
      } catch (error) {
        if (error instanceof ApiError && error.status === 409) return list(c, 'inUse');
        throw error;
      }
      return c.redirect('/products', 303);
    });
}

type Problem = 'problem' | 'inUse';
type ProductsProps = { products: Product[]; problem: Problem | undefined; reader: Reader };

function Products({ products, problem, reader }: ProductsProps) {
  const { words } = reader;
  return (
    <>
      <p class="trail">
        <a href="/settings">{words.places.settings}</a>
      </p>
      <h1>{words.places.products}</h1>
      <p class="lead">{words.products.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {words.products[problem]}
        </p>
      )}
      {products.length > 0 && (
        <Wide reader={reader}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.products.name}</th>
                <th scope="col">{words.products.role}</th>
                <th scope="col">{words.products.createdAt}</th>
                <th scope="col">{words.products.texts}</th>
                <th scope="col">{words.products.change}</th>
              </tr>
            </thead>
            <tbody>
              {products.map((product) => {
                const { id, name, role, createdAt } = product;
                return (
                  <tr>
                    <th scope="row">{name}</th>
                    <td>
                      <span class={`tag ${role === 'ours' ? 'info' : ''}`}>{words.roles[role]}</span>
                    </td>
                    <td class="when">{reader.day(createdAt)}</td>
                    <td>
                      <a href={`/feedback?productId=${id}`}>{words.products.read}</a>
                    </td>
                    <td>
                      <Change product={product} reader={reader} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Wide>
      )}
      {products.length > 0 && (
        <p class="buttons">
          <a class="button second" href="/imports">
            {words.imports.send}
          </a>
          <a class="button second" href="/surveys">
            {words.surveys.create}
          </a>
        </p>
      )}
      <h2>{words.products.add}</h2>
      <form class="form" method="post" action="/products">
        <Once />
        <div>
          <label for="name">{words.products.name}</label>
          <input type="text" id="name" name="name" required maxlength={200} autocomplete="off" />
        </div>
        <fieldset>
          <legend>{words.products.role}</legend>
          {Role.options.map((role) => (
            <label class="choice">
              <input type="radio" name="role" value={role} checked={role === 'ours'} /> {words.roles[role]}
            </label>
          ))}
        </fieldset>
        <div>
          <button type="submit">{words.products.add}</button>
        </div>
      </form>
    </>
  );
}

/** Another name or role, or away with it where nothing belongs to it. */
function Change({ product: { id, name, role }, reader }: { product: Product; reader: Reader }) {
  const { words } = reader;
  return (
    <details class="quiet">
      <summary aria-label={say(words.products.changeOf, { name })}>{words.products.change}</summary>
      <form class="form" method="post" action={`/products/${id}`}>
        <input
          type="text"
          name="name"
          value={name}
          required
          maxlength={200}
          autocomplete="off"
          aria-label={`${say(words.products.changeOf, { name })}: ${words.products.name}`}
        />
        <select name="role" aria-label={`${say(words.products.changeOf, { name })}: ${words.products.role}`}>
          {Role.options.map((each) => (
            <option value={each} selected={each === role}>
              {words.roles[each]}
            </option>
          ))}
        </select>
        <div class="buttons">
          <button type="submit">{words.products.save}</button>
          <button type="submit" class="second" formaction={`/products/${id}/remove`} formnovalidate>
            {words.products.remove}
          </button>
        </div>
      </form>
    </details>
  );
}
