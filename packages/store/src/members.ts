import { randomBytes } from 'node:crypto';
import { type AccessRole, Member, type NewMember } from '@soundings/contracts/access';
import { contentId, newId } from '@soundings/contracts/ids';
import * as z from 'zod';
import { listAll } from './partition.ts';
import type { Table } from './table.ts';

const pk = 'members';
const SEEN_NOTED_MS = 300_000;

/** `seal` is part of each of the member's sessions: a new one ends them all. `subject` is whom the provider says it is. */
const KeptMember = Member.extend({ seal: z.string(), subject: z.string().nullable() });
type KeptMember = z.infer<typeof KeptMember>;

/** The team: who may sign in, and as what. */
export function openMembers(table: Table) {
  const shown = (member: KeptMember): Member => Member.parse(member);

  async function change(id: string, make: (member: KeptMember) => KeptMember): Promise<KeptMember | undefined> {
    const item = await table.get({ pk, sk: id });
    if (!item) return undefined;
    const changed = make(KeptMember.parse(item.value));
    return (await table.replace({ pk, sk: id, value: changed }, item.version)) ? changed : change(id, make);
  }

  return {
    /** Gives the member, or undefined where somebody has this e-mail address already. */
    async create({ name, role, email }: NewMember): Promise<Member | undefined> {
      const member: KeptMember = {
        id: email ? contentId('member', email) : newId('member'),
        name,
        role,
        email: email ?? null,
        createdAt: new Date().toISOString(),
        lastSeenAt: null,
        seal: newSeal(),
        subject: null,
      };
      const [created] = await table.create([{ pk, sk: member.id, value: member }]);
      return created ? shown(member) : undefined;
    },

    async get(id: string): Promise<Member | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && Member.parse(item.value);
    },

    async all(): Promise<Member[]> {
      return listAll(table, pk, (value) => Member.parse(value));
    },

    async setRole(id: string, role: AccessRole): Promise<Member | undefined> {
      const changed = await change(id, (member) => ({ ...member, role }));
      return changed && shown(changed);
    },

    /** Ends all of the member's sessions. */
    async signOut(id: string): Promise<void> {
      await change(id, (member) => ({ ...member, seal: newSeal() }));
    },

    remove: (id: string) => table.remove({ pk, sk: id }),

    /** What a session of this member must carry. */
    async sealOf(id: string): Promise<string | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && KeptMember.parse(item.value).seal;
    },

    /** The member whose session carries this seal; notes that it was seen. */
    async seen(id: string, seal: string, now = Date.now()): Promise<Member | undefined> {
      const item = await table.get({ pk, sk: id });
      if (!item) return undefined;
      const member = KeptMember.parse(item.value);
      if (member.seal !== seal) return undefined;
      if (!member.lastSeenAt || Date.parse(member.lastSeenAt) < now - SEEN_NOTED_MS) {
        await table.replace(
          { pk, sk: id, value: { ...member, lastSeenAt: new Date(now).toISOString() } },
          item.version,
        );
      }
      return shown(member);
    },

    /**
     * The member whom a provider vouches for: by its subject once that is known, at first by an e-mail address that the
     * provider has verified. An address that later belongs to another subject lets nobody in.
     */
    async recognise({ subject, email }: { subject: string; email: string | undefined }): Promise<Member | undefined> {
      const members = await listAll(table, pk, (value) => KeptMember.parse(value));
      const known = members.find((member) => member.subject === subject);
      if (known || !email) return known && shown(known);
      const invited = members.find((member) => member.subject === null && member.email === email.toLowerCase());
      if (!invited) return undefined;
      const bound = await change(invited.id, (member) => ({ ...member, subject: member.subject ?? subject }));
      return bound?.subject === subject ? shown(bound) : undefined;
    },
  };
}

function newSeal(): string {
  return randomBytes(12).toString('base64url');
}
