import { NewProduct, type Product, Role } from '@soundings/contracts/product';
import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { show } from './frame.tsx';
import type { PageEnv, Reader } from './reader.ts';
import { Wide } from './wide.tsx';

/** Our products and the competitors'. */
export function productPages({ store }: Api) {
  const page = (reader: Reader, products: Product[], problem = false) => ({
    title: reader.words.places.products,
    place: 'settings' as const,
    children: <Products products={products} problem={problem} reader={reader} />,
  });
  return new Hono<PageEnv>()
    .get('/', async (c) => show(c, page(c.get('reader'), await store.products.all())))
    .post('/', async (c) => {
      const { name, role } = await c.req.parseBody();
      const product = NewProduct.safeParse({ name, role });
      if (!product.success) return show(c, page(c.get('reader'), await store.products.all(), true), 400);
      await store.products.create(product.data);
      return c.redirect('/products', 303);
    });
}

function Products({ products, problem, reader }: { products: Product[]; problem: boolean; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <p class="trail">
        <a href="/settings">{words.places.settings}</a>
      </p>
      <h1>{words.places.products}</h1>
      <p class="lead">{words.products.lead}</p>
      {products.length > 0 && (
        <Wide reader={reader}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.products.name}</th>
                <th scope="col">{words.products.role}</th>
                <th scope="col">{words.products.createdAt}</th>
                <th scope="col">{words.products.texts}</th>
              </tr>
            </thead>
            <tbody>
              {products.map(({ id, name, role, createdAt }) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>
                    <span class={`tag ${role === 'ours' ? 'info' : ''}`}>{words.roles[role]}</span>
                  </td>
                  <td class="when">{reader.day(createdAt)}</td>
                  <td>
                    <a href={`/feedback?productId=${id}`}>{words.products.read}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <h2>{words.products.add}</h2>
      {problem && (
        <p class="note bad" role="alert">
          {words.products.problem}
        </p>
      )}
      <form class="form" method="post" action="/products">
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
