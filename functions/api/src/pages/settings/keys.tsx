import { AccessRole, type ApiKey, NewApiKey, Scope } from '@soundings/contracts/access';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { notFound } from '../../problems.ts';
import { Choice } from '../choice.tsx';
import { CopyButton } from '../copy-button.tsx';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import { type PageEnv, type Reader, say } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { SettingsTitle } from './title.tsx';

const DAYS = ['90', '30', '365', 'none'] as const;
type Made = { key: ApiKey; token: string };

/** Keys for programs: made, shown once, revoked. */
export function keyPages({ store }: Api) {
  async function page(c: Context<PageEnv>, { made, problem = false }: { made?: Made; problem?: boolean } = {}) {
    const reader = c.get('reader');
    const children = <Keys keys={await store.apiKeys.all()} made={made} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.settings.keys, place: 'settings', children }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => page(c))
    .post('/', async (c) => {
      const { name, role, days, scopes } = await heldForm(c, { all: true });
      const wanted = NewApiKey.safeParse({
        name,
        role,
        scopes: [scopes ?? []].flat(),
        days: days === 'none' ? undefined : Number(days),
      });
      if (!wanted.success) return page(c, { problem: true });
      // No redirect: the answer to this very request is the one time that the key is shown.
      return page(c, { made: await store.apiKeys.create(wanted.data) });
    })
    .post('/:id/revoke', async (c) => {
      if (!(await store.apiKeys.revoke(c.req.param('id')))) throw notFound('key');
      return c.redirect('/settings/keys', 303);
    });
}

type KeysProps = { keys: ApiKey[]; made: Made | undefined; problem: boolean; reader: Reader };

function Keys({ keys, made, problem, reader }: KeysProps) {
  const { settings } = reader.words;
  return (
    <>
      <SettingsTitle title={settings.keys} lead={settings.keysLead} reader={reader} />
      {made && (
        <div class="note good" role="status">
          <p>{say(settings.madeKey, { name: made.key.name })}</p>
          <pre tabindex={0}>{made.token}</pre>
          <CopyButton text={made.token} label={settings.copy} done={settings.copied} />
        </div>
      )}
      {keys.length === 0 ? <p class="soft">{settings.noKeys}</p> : <KeyTable keys={keys} reader={reader} />}
      <h2>{settings.makeKey}</h2>
      {problem && (
        <p class="note bad" role="alert">
          {settings.problem}
        </p>
      )}
      <MakeKey reader={reader} />
    </>
  );
}

function KeyTable({ keys, reader }: { keys: ApiKey[]; reader: Reader }) {
  const { settings, access, frame } = reader.words;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            {[
              settings.name,
              settings.role,
              settings.scopes,
              settings.createdAt,
              settings.expiresAt,
              settings.lastUsedAt,
              settings.state,
            ].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr>
              <th scope="row">{key.name}</th>
              <td>{access.roles[key.role]}</td>
              <td>
                {key.scopes.length === Scope.options.length
                  ? settings.all
                  : key.scopes.map((scope) => access.scopes[scope]).join(frame.comma)}
              </td>
              <td class="when">{reader.day(key.createdAt)}</td>
              <td class="when">{key.expiresAt ? reader.day(key.expiresAt) : settings.never}</td>
              <td class="when">{key.lastUsedAt ? reader.minute(key.lastUsedAt) : settings.unused}</td>
              <td>
                <KeyState apiKey={key} reader={reader} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

function KeyState({ apiKey, reader }: { apiKey: ApiKey; reader: Reader }) {
  const { settings } = reader.words;
  if (apiKey.revokedAt) return <span class="tag bad">{settings.revoked}</span>;
  if (apiKey.expiresAt && Date.parse(apiKey.expiresAt) <= Date.now())
    return <span class="tag warn">{settings.expired}</span>;
  return (
    <form class="inline" method="post" action={`/settings/keys/${apiKey.id}/revoke`}>
      <span class="tag good">{settings.good}</span>{' '}
      <button type="submit" class="link" aria-label={say(settings.revokeOf, { name: apiKey.name })}>
        {settings.revoke}
      </button>
    </form>
  );
}

function MakeKey({ reader }: { reader: Reader }) {
  const { settings, access } = reader.words;
  return (
    <form class="form" method="post" action="/settings/keys">
      <div>
        <label for="name">{settings.name}</label>
        <input type="text" id="name" name="name" required maxlength={100} autocomplete="off" />
      </div>
      <RoleChoice reader={reader} />
      <fieldset>
        <legend>{settings.scopes}</legend>
        {Scope.options.map((scope) => (
          <label class="choice">
            <input type="checkbox" name="scopes" value={scope} checked={scope !== 'settings'} /> {access.scopes[scope]}
          </label>
        ))}
      </fieldset>
      <Choice name="days" label={settings.days} options={DAYS.map((days) => [days, settings.daysOptions[days]])} />
      <div>
        <button type="submit">{settings.makeKey}</button>
      </div>
    </form>
  );
}

/** The three roles with what each may do. */
export function RoleChoice({ reader }: { reader: Reader }) {
  const { settings, access } = reader.words;
  return (
    <fieldset>
      <legend>{settings.role}</legend>
      {AccessRole.options.map((role) => (
        <label class="choice">
          <input type="radio" name="role" value={role} checked={role === 'reader'} />
          <span>
            {access.roles[role]}
            <span class="soft"> · {access.rolesHint[role]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
