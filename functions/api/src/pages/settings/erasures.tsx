import { type Erasure, NewErasure } from '@soundings/contracts/erasure';
import { idOf } from '@soundings/contracts/ids';
import type { Product } from '@soundings/contracts/product';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { notFound } from '../../problems.ts';
import { authorOfFeedback, startErasure } from '../../start-erasure.ts';
import { Choice } from '../choice.tsx';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import { failureOf, isUnderWay, StatusTag } from '../jobs.tsx';
import type { PageEnv, Reader } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { Sure } from './sure.tsx';
import { SettingsTitle } from './title.tsx';

const COUNTS = ['responses', 'feedback', 'rows', 'documents', 'files'] as const;

/** Persons who want to be forgotten: named by a form, erased in the background. */
export function erasurePages(api: Api) {
  const { store } = api;

  async function list(c: Context<PageEnv>, problem = false) {
    const customerId = c.req.query('customerId') ?? '';
    const reader = c.get('reader');
    const [erasures, products] = await Promise.all([store.erasures.jobs.list({ limit: 50 }), store.products.all()]);
    const props = { erasures: erasures.items, products, customerId, problem, reader };
    const live = !problem && erasures.items.some(isUnderWay);
    const title = reader.words.erasures.title;
    return show(c, { title, place: 'settings', live, children: <Erasures {...props} /> }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => list(c))
    .post('/', async (c) => {
      const { kind, customerId, productId, name, feedbackId, sure } = await heldForm(c);
      if (feedbackId !== undefined) {
        const id = idOf('feedback').safeParse(feedbackId);
        if (!id.success) throw notFound('feedback');
        if (sure !== 'yes') return list(c, true);
        await startErasure(api, await authorOfFeedback(api, id.data));
        return c.redirect('/settings/erasures', 303);
      }
      const wanted = NewErasure.safeParse(
        kind === 'customer' ? { kind, customerId: String(customerId).trim() } : { kind, productId, name },
      );
      if (!wanted.success || sure !== 'yes') return list(c, true);
      await startErasure(api, wanted.data);
      return c.redirect('/settings/erasures', 303);
    });
}

type ErasuresProps = {
  erasures: Erasure[];
  products: Product[];
  /** The customer whom another page asks to erase. */
  customerId: string;
  problem: boolean;
  reader: Reader;
};

function Erasures({ erasures, products, customerId, problem, reader }: ErasuresProps) {
  const { words } = reader;
  return (
    <>
      <SettingsTitle title={words.erasures.title} lead={words.erasures.lead} reader={reader} />
      {problem && (
        <p class="note bad" role="alert">
          {words.erasures.problem}
        </p>
      )}
      <div class="columns">
        <section>
          <h2>{words.erasures.customer}</h2>
          <form class="form" method="post" action="/settings/erasures">
            <input type="hidden" name="kind" value="customer" />
            <div>
              <label for="customerId">{words.feedback.customer}</label>
              <input
                type="text"
                id="customerId"
                name="customerId"
                value={customerId}
                required
                maxlength={500}
                autocomplete="off"
              />
              <p class="hint">{words.erasures.customerHint}</p>
            </div>
            <Sure reader={reader} />
            <div>
              <button type="submit">{words.erasures.erase}</button>
            </div>
          </form>
        </section>
        {products.length > 0 && (
          <section>
            <h2>{words.erasures.author}</h2>
            <form class="form" method="post" action="/settings/erasures">
              <input type="hidden" name="kind" value="author-name" />
              <Choice
                name="productId"
                label={words.imports.about}
                options={products.map(({ id, name }) => [id, name])}
              />
              <div>
                <label for="name">{words.erasures.name}</label>
                <input type="text" id="name" name="name" required maxlength={500} autocomplete="off" />
                <p class="hint">{words.erasures.nameHint}</p>
              </div>
              <Sure reader={reader} />
              <div>
                <button type="submit">{words.erasures.erase}</button>
              </div>
            </form>
          </section>
        )}
      </div>
      <p class="note warn">{words.erasures.files}</p>
      <h2>{words.erasures.earlier}</h2>
      {erasures.length === 0 ? (
        <p class="soft">{words.erasures.none}</p>
      ) : (
        <div data-live aria-live="polite">
          <Done erasures={erasures} reader={reader} />
        </div>
      )}
    </>
  );
}

function Done({ erasures, reader }: Pick<ErasuresProps, 'erasures' | 'reader'>) {
  const { words } = reader;
  return (
    <Wide reader={reader}>
      <table>
        <caption>{words.erasures.nobody}</caption>
        <thead>
          <tr>
            <th scope="col">{words.erasures.asked}</th>
            <th scope="col">{words.erasures.who}</th>
            <th scope="col">{words.imports.status}</th>
            {COUNTS.map((count) => (
              <th scope="col" class="n">
                {words.erasures.counts[count]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {erasures.map((erasure) => (
            <tr>
              <th scope="row">{reader.minute(erasure.createdAt)}</th>
              <td>{words.erasures.kinds[erasure.kind]}</td>
              <td>
                <StatusTag status={erasure.status} reader={reader} /> {failureOf(erasure, reader)}
              </td>
              {COUNTS.map((count) => (
                <td class="n">{reader.number(erasure.counts[count])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Where a text is read: the way to forget who wrote it. */
export function EraseAuthor({ feedbackId, isNamed, reader }: { feedbackId: string; isNamed: boolean; reader: Reader }) {
  const { words } = reader;
  return (
    <details class="quiet">
      <summary>{words.erasures.ofText}</summary>
      <p>{isNamed ? words.erasures.ofTextHint : words.erasures.ofOneTextHint}</p>
      <form class="form" method="post" action="/settings/erasures">
        <input type="hidden" name="feedbackId" value={feedbackId} />
        <Sure reader={reader} />
        <div>
          <button type="submit" class="second">
            {words.erasures.erase}
          </button>
        </div>
      </form>
    </details>
  );
}
