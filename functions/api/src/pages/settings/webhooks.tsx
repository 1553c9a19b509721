import { NewWebhook, type Webhook, type WebhookDelivery, WebhookTopic } from '@soundings/contracts/webhook';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { addWebhook, changeWebhook } from '../../change-webhook.ts';
import { ApiError, notFound } from '../../problems.ts';
import { sendNow, sendTest } from '../../send-message.ts';
import { CopyButton } from '../copy-button.tsx';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import { type PageEnv, type Reader, say } from '../reader.ts';
import { Deliveries, DeliveryOutcome } from './deliveries.tsx';
import { SettingsTitle } from './title.tsx';

const RECENT = 25;

type Listed = Webhook & { last: WebhookDelivery | undefined };
type Shown = { made?: Webhook & { secret: string }; problem?: boolean; typed?: string };

/** The addresses that are told what happens: added, tested, disabled and removed; and what became of each message. */
export function webhookPages(api: Api) {
  const { webhooks } = api.store;

  async function page(c: Context<PageEnv>, { made, problem = false, typed = '' }: Shown = {}) {
    const reader = c.get('reader');
    const listed = await Promise.all(
      (await webhooks.all()).map(async (webhook) => ({ ...webhook, last: (await recent(webhook.id, 1)).items[0] })),
    );
    const children = <Webhooks webhooks={listed} made={made} problem={problem} typed={typed} reader={reader} />;
    return show(c, { title: reader.words.webhooks.title, place: 'settings', children }, problem ? 400 : 200);
  }

  const recent = (id: string, limit: number, after?: string) => webhooks.deliveries.list(id, { limit, after });

  return new Hono<PageEnv>()
    .get('/', (c) => page(c))
    .post('/', async (c) => {
      const { url, events } = await heldForm(c, { all: true });
      const typed = typeof url === 'string' ? url.trim() : '';
      const wanted = NewWebhook.safeParse({ url: typed, events: [events ?? []].flat() });
      if (!wanted.success) return page(c, { problem: true, typed });
      try {
        // No redirect: the answer to this very request is the one time that the key is shown.
        return await page(c, { made: await addWebhook(api, wanted.data) });
      } catch (error) {
        if (error instanceof ApiError) return page(c, { problem: true, typed });
        throw error;
      }
    })
    .get('/:id', async (c) => {
      const reader = c.get('reader');
      const webhook = await webhooks.get(c.req.param('id'));
      if (!webhook) throw notFound('webhook');
      const { items, cursor } = await recent(webhook.id, RECENT, c.req.query('cursor'));
      const children = <Deliveries webhook={webhook} deliveries={items} cursor={cursor} reader={reader} />;
      return show(c, { title: reader.words.webhooks.deliveries, place: 'settings', children });
    })
    .post('/:id/test', async (c) => {
      const { webhookId } = await sendTest(c.req.param('id'), api);
      return c.redirect(`/settings/webhooks/${webhookId}`, 303);
    })
    .post('/:id/enable', async (c) => {
      await changeWebhook(api, c.req.param('id'), { enabled: true });
      return c.redirect('/settings/webhooks', 303);
    })
    .post('/:id/disable', async (c) => {
      await changeWebhook(api, c.req.param('id'), { enabled: false });
      return c.redirect('/settings/webhooks', 303);
    })
    .post('/:id/remove', async (c) => {
      await webhooks.remove(c.req.param('id'));
      return c.redirect('/settings/webhooks', 303);
    })
    .post('/:id/deliveries/:delivery/resend', async (c) => {
      const { webhookId } = await sendNow({ webhookId: c.req.param('id'), id: c.req.param('delivery') }, api);
      return c.redirect(`/settings/webhooks/${webhookId}`, 303);
    });
}

type WebhooksProps = Required<Pick<Shown, 'problem' | 'typed'>> & {
  webhooks: Listed[];
  made: Shown['made'];
  reader: Reader;
};

function Webhooks({ webhooks, made, problem, typed, reader }: WebhooksProps) {
  const { words } = reader;
  return (
    <>
      <SettingsTitle title={words.webhooks.title} lead={words.webhooks.lead} reader={reader} />
      {made && (
        <div class="note good" role="status">
          <p>{say(words.webhooks.made, { url: made.url })}</p>
          <pre tabindex={0}>{made.secret}</pre>
          <CopyButton text={made.secret} label={words.settings.copy} done={words.settings.copied} />
        </div>
      )}
      {webhooks.length === 0 ? (
        <p class="soft">{words.webhooks.none}</p>
      ) : (
        <ul class="cards">
          {webhooks.map((webhook) => (
            <WebhookCard webhook={webhook} reader={reader} />
          ))}
        </ul>
      )}
      <h2>{words.webhooks.add}</h2>
      {problem && (
        <p class="note bad" role="alert">
          {words.webhooks.problem}
        </p>
      )}
      <form class="form" method="post" action="/settings/webhooks">
        <div>
          <label for="url">{words.webhooks.url}</label>
          <input
            type="url"
            id="url"
            name="url"
            required
            maxlength={2000}
            autocomplete="off"
            placeholder="https://"
            value={typed}
            aria-describedby="url-hint"
          />
          <p class="hint" id="url-hint">
            {words.webhooks.urlHint}
          </p>
        </div>
        <fieldset>
          <legend>{words.webhooks.events}</legend>
          {WebhookTopic.options.map((topic) => (
            <label class="choice">
              <input type="checkbox" name="events" value={topic} checked />
              <span>
                {words.webhooks.types[topic]} <code>{topic}</code>
              </span>
            </label>
          ))}
        </fieldset>
        <div>
          <button type="submit">{words.webhooks.add}</button>
        </div>
      </form>
    </>
  );
}

function WebhookCard({ webhook, reader }: { webhook: Listed; reader: Reader }) {
  const { words } = reader;
  return (
    <li class="card">
      <h2>
        <a href={`/settings/webhooks/${webhook.id}`}>{webhook.url}</a>
      </h2>
      <p>
        <WebhookState webhook={webhook} reader={reader} />
      </p>
      <p class="small">{webhook.events.map((topic) => words.webhooks.types[topic]).join(words.frame.comma)}</p>
      <p class="small">
        {words.webhooks.last}:{' '}
        {webhook.last ? <DeliveryOutcome delivery={webhook.last} reader={reader} /> : words.webhooks.nothingYet}
      </p>
      <WebhookActions webhook={webhook} reader={reader} />
    </li>
  );
}

function WebhookState({ webhook, reader }: { webhook: Webhook; reader: Reader }) {
  const { webhooks } = reader.words;
  if (webhook.enabled && webhook.failingSince)
    return <span class="tag warn">{say(webhooks.failing, { since: reader.minute(webhook.failingSince) })}</span>;
  if (webhook.enabled) return <span class="tag good">{webhooks.enabled}</span>;
  return (
    <span class={`tag ${webhook.disabledBecause ? 'bad' : ''}`}>
      {webhook.disabledBecause ? webhooks.disabledBecause[webhook.disabledBecause] : webhooks.disabled}
    </span>
  );
}

/** What can be done with one webhook. */
function WebhookActions({ webhook, reader }: { webhook: Webhook; reader: Reader }) {
  const { webhooks } = reader.words;
  const actions = [
    { name: 'test', label: webhooks.test, of: webhooks.testOf },
    webhook.enabled
      ? { name: 'disable', label: webhooks.disable, of: webhooks.disableOf }
      : { name: 'enable', label: webhooks.enable, of: webhooks.enableOf },
    { name: 'remove', label: webhooks.remove, of: webhooks.removeOf },
  ];
  return (
    <div class="buttons">
      {actions.map(({ name, label, of }) => (
        <form method="post" action={`/settings/webhooks/${webhook.id}/${name}`}>
          <button type="submit" class="link" aria-label={say(of, { url: webhook.url })}>
            {label}
          </button>
        </form>
      ))}
    </div>
  );
}
