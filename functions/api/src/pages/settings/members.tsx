import { AccessRole, type Member, NewMember } from '@soundings/contracts/access';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { ApiError, notFound } from '../../problems.ts';
import { CopyButton } from '../copy-button.tsx';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import { type PageEnv, type Reader, say } from '../reader.ts';
import { Wide } from '../wide.tsx';
import { RoleChoice } from './keys.tsx';
import { SettingsTitle } from './title.tsx';

type Link = { name: string; url: string };

/** The team: added, given roles and links, signed out, removed. */
export function memberPages({ store, origin }: Api) {
  async function page(c: Context<PageEnv>, { link, problem = false }: { link?: Link; problem?: boolean } = {}) {
    const reader = c.get('reader');
    const children = <Members members={await store.members.all()} link={link} problem={problem} reader={reader} />;
    return show(c, { title: reader.words.settings.members, place: 'settings', children }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => page(c))
    .post('/', async (c) => {
      const { name, role, email } = await heldForm(c);
      const wanted = NewMember.safeParse({ name, role, email: email === '' ? undefined : email });
      if (!wanted.success || !(await store.members.create(wanted.data))) return page(c, { problem: true });
      return c.redirect('/settings/members', 303);
    })
    .post('/:id/role', async (c) => {
      const role = AccessRole.safeParse((await heldForm(c)).role);
      if (!role.success) throw new ApiError(400, 'There is no such role.');
      if (!(await store.members.setRole(c.req.param('id'), role.data))) throw notFound('member');
      return c.redirect('/settings/members', 303);
    })
    .post('/:id/link', async (c) => {
      const member = await store.members.get(c.req.param('id'));
      if (!member) throw notFound('member');
      const url = `${origin()}/sign-in?token=${await store.signInLinks.create(member.id)}`;
      return page(c, { link: { name: member.name, url } });
    })
    .post('/:id/sign-out', async (c) => {
      await store.members.signOut(c.req.param('id'));
      return c.redirect('/settings/members', 303);
    })
    .post('/:id/remove', async (c) => {
      await store.members.remove(c.req.param('id'));
      return c.redirect('/settings/members', 303);
    });
}

type MembersProps = { members: Member[]; link: Link | undefined; problem: boolean; reader: Reader };

function Members({ members, link, problem, reader }: MembersProps) {
  const { settings } = reader.words;
  return (
    <>
      <SettingsTitle title={settings.members} lead={settings.membersLead} reader={reader} />
      {link && (
        <div class="note good" role="status">
          <p>{say(settings.linkMade, { name: link.name })}</p>
          <pre tabindex={0}>{link.url}</pre>
          <CopyButton text={link.url} label={settings.copy} done={settings.copied} />
        </div>
      )}
      {members.length === 0 ? (
        <p class="soft">{settings.noMembers}</p>
      ) : (
        <MemberTable members={members} reader={reader} />
      )}
      <h2>{settings.addMember}</h2>
      {problem && (
        <p class="note bad" role="alert">
          {settings.memberProblem}
        </p>
      )}
      <form class="form" method="post" action="/settings/members">
        <div>
          <label for="name">{settings.name}</label>
          <input type="text" id="name" name="name" required maxlength={100} autocomplete="off" />
        </div>
        <div>
          <label for="email">{settings.email}</label>
          <input
            type="email"
            id="email"
            name="email"
            maxlength={254}
            autocomplete="off"
            aria-describedby="email-hint"
          />
          <p class="hint" id="email-hint">
            {settings.emailHint}
          </p>
        </div>
        <RoleChoice reader={reader} />
        <div>
          <button type="submit">{settings.addMember}</button>
        </div>
      </form>
    </>
  );
}

function MemberTable({ members, reader }: { members: Member[]; reader: Reader }) {
  const { settings } = reader.words;
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            {[settings.name, settings.email, settings.role, settings.lastSeenAt, settings.manage].map((heading) => (
              <th scope="col">{heading}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr>
              <th scope="row">{member.name}</th>
              <td>{member.email ?? ''}</td>
              <td>
                <RoleForm member={member} reader={reader} />
              </td>
              <td class="when">{member.lastSeenAt ? reader.minute(member.lastSeenAt) : settings.unused}</td>
              <td>
                <MemberButtons member={member} reader={reader} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

type MemberProps = { member: Member; reader: Reader };

function RoleForm({ member: { id, name, role: current }, reader }: MemberProps) {
  const { settings, access } = reader.words;
  return (
    <form class="row" method="post" action={`/settings/members/${id}/role`}>
      <select name="role" aria-label={say(settings.setRoleOf, { name })}>
        {AccessRole.options.map((role) => (
          <option value={role} selected={role === current}>
            {access.roles[role]}
          </option>
        ))}
      </select>
      <button type="submit" class="link">
        {settings.setRole}
      </button>
    </form>
  );
}

function MemberButtons({ member: { id, name }, reader }: MemberProps) {
  const { settings } = reader.words;
  const buttons = [
    ['link', settings.link, settings.linkOf],
    ['sign-out', settings.signOut, settings.signOutOf],
    ['remove', settings.remove, settings.removeOf],
  ] as const;
  return (
    <div class="row">
      {buttons.map(([what, label, full]) => (
        <form class="inline" method="post" action={`/settings/members/${id}/${what}`}>
          <button type="submit" class="link" aria-label={say(full, { name })}>
            {label}
          </button>
        </form>
      ))}
    </div>
  );
}
