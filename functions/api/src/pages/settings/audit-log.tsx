import type { ApiKey, AuditEntry, Member } from '@soundings/contracts/access';
import { Hono } from 'hono';
import type { Api } from '../../api.ts';
import { show } from '../frame.tsx';
import type { PageEnv, Reader } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { SettingsTitle } from './title.tsx';

const PAGE = 100;

/** Who changed and took away what; names are looked up as the page is made, the log itself holds none. */
export function auditPages({ store }: Api) {
  return new Hono<PageEnv>().get('/', async (c) => {
    const reader = c.get('reader');
    const [page, keys, members] = await Promise.all([
      store.auditLog.list({ limit: PAGE, after: c.req.query('cursor') }),
      store.apiKeys.all(),
      store.members.all(),
    ]);
    const children = <AuditLog page={page} named={[...keys, ...members]} reader={reader} />;
    return show(c, { title: reader.words.settings.audit, place: 'settings', children });
  });
}

type AuditLogProps = {
  page: { items: AuditEntry[]; cursor?: string };
  named: readonly (ApiKey | Member)[];
  reader: Reader;
};

function AuditLog({ page, named, reader }: AuditLogProps) {
  const { settings, access, frame } = reader.words;
  const nameOf = (id: string | null) => named.find((each) => each.id === id)?.name ?? id ?? '';
  return (
    <>
      <SettingsTitle title={settings.audit} lead={settings.auditLead} reader={reader} />
      {page.items.length === 0 ? (
        <p class="note">{settings.noEntries}</p>
      ) : (
        <Wide reader={reader} stays>
          <table>
            <thead>
              <tr>
                {[settings.when, settings.who, settings.what, settings.subjects].map((heading) => (
                  <th scope="col">{heading}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.items.map(({ at, actor, did, route, subjects }) => (
                <tr>
                  <td class="when">{reader.minute(at)}</td>
                  <td>
                    {access.actors[actor.kind]} {nameOf(actor.id)}
                  </td>
                  <td>
                    {access.did[did]} <code>{route}</code>
                  </td>
                  <td>
                    {subjects.map((subject) => (
                      <code class="small">{subject} </code>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <p class="more">
        <a href="/v1/audit/log.csv">{frame.csv}</a>{' '}
        {page.cursor && (
          <a class="button second" href={`/settings/audit?${new URLSearchParams({ cursor: page.cursor })}`}>
            {frame.next}
          </a>
        )}
      </p>
    </>
  );
}
