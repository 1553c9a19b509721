import { createHash } from 'node:crypto';
import type { Persona } from '@soundings/contracts/persona';
import { scopeOf } from './counts.ts';
import { askLake, text } from './lake-counts.ts';
import { peopleSql, peopleTables, today } from './people.ts';
import type { PersonaInput } from './persona-input.ts';
import { sqlText } from './sql-text.ts';

/** Who a persona's people are today, by customer id; the only place where a document's people have names. */
export async function audienceMembers(
  input: Pick<PersonaInput, 'engine' | 'tables' | 'snapshot' | 'grouping'>,
  persona: Pick<Persona, 'segment'>,
): Promise<string[]> {
  const { ask } = askLake(input);
  const scope = await scopeOf(input, ask);
  if (scope.snapshots.length === 0) return [];
  const rows = await ask(
    'audience',
    peopleTables(scope),
    `WITH ${peopleSql(scope)}
SELECT p.person FROM people p WHERE ${today(scope)} AND p.grp IN (${persona.segment.ids.map(sqlText).join(', ')}) ORDER BY p.person`,
  );
  return rows.map((row) => text(row, 'person') ?? '');
}

/** Which strategy of which version an experiment is of: other experiments draw other holdouts. */
export type Experiment = { personaId: string; version: number; strategy: string; share: number };

/**
 * Is a customer left untouched? Drawn by a hash of customer and experiment, so that it is the same whenever it is asked
 * and nobody has to store it.
 */
export function inHoldout(customerId: string, { personaId, version, strategy, share }: Experiment): boolean {
  const hash = createHash('sha256')
    .update(JSON.stringify([personaId, version, strategy, customerId]))
    .digest();
  return hash.readUIntBE(0, 6) / 2 ** 48 < share;
}

/** How a customer can be reached, from the team's own records. Without consent they are not exported, whatever is known. */
export type Contact = { customerId: string; consent: boolean; email?: string | undefined; phone?: string | undefined };

export type AudienceForm = {
  as: 'customer-id' | 'sha256-email' | 'sha256-phone';
  /** Digits of the country that phone numbers without one belong to, `86`. */
  country?: string;
  /** Google and Apple want `+86…`, Meta `86…`. */
  plus?: boolean;
  /** Fewest people of a list. */
  k?: number;
  experiment?: Experiment;
};

export class SmallAudienceError extends Error {
  override name = 'SmallAudienceError';
}

/**
 * The list to reach the members by: only those who agreed, without the holdout, each once, in an order that says
 * nothing of them. Emails and phones leave as SHA-256 of their normal form, as advertising platforms match them.
 *
 * @throws {SmallAudienceError} where fewer than `k` (5) people are left
 */
export function exportAudience(
  members: readonly string[],
  contacts: readonly Contact[],
  { as, country = '', plus = true, k = 5, experiment }: AudienceForm,
): string[] {
  const agreed = new Map(contacts.filter(({ consent }) => consent).map((contact) => [contact.customerId, contact]));
  const reached = members.flatMap((id) => {
    const contact = agreed.get(id);
    if (!contact || (experiment && inHoldout(id, experiment))) return [];
    if (as === 'customer-id') return [id];
    const address = as === 'sha256-email' ? normalEmail(contact.email) : normalPhone(contact.phone, { country, plus });
    return address === null ? [] : [createHash('sha256').update(address).digest('hex')];
  });
  const list = [...new Set(reached)].sort();
  if (list.length < k) throw new SmallAudienceError(`Fewer than ${k} people agreed and can be reached`);
  return list;
}

/** Lower case without blanks; a Gmail address without dots and `+…`, which its users are delivered to all the same. */
export function normalEmail(email: string | undefined): string | null {
  const [local, domain, ...rest] = (email ?? '').normalize('NFKC').replaceAll(/\s/g, '').toLowerCase().split('@');
  if (!local || !domain || rest.length > 0) return null;
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${local}@${domain}`;
  return `${local.replace(/\+.*$/, '').replaceAll('.', '')}@${domain}`;
}

/** E.164: the country's digits and the number's, without a trunk prefix; null where it cannot be one. */
export function normalPhone(
  phone: string | undefined,
  { country, plus }: { country: string; plus: boolean },
): string | null {
  const written = (phone ?? '').normalize('NFKC').trim();
  const digits = written.replaceAll(/\D/g, '');
  const international = /^(\+|00)/.test(written);
  if (!international && !country) return null;
  const number = international ? digits.replace(/^00/, '') : `${country}${digits.replace(/^0+/, '')}`;
  return /^[1-9]\d{6,14}$/.test(number) ? `${plus ? '+' : ''}${number}` : null;
}
