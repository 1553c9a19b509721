import { createHash } from 'node:crypto';
import type { Persona } from '@soundings/contracts/persona';
import { quoteText } from '@soundings/lake/quoted';
import { scopeOf } from './counts.ts';
import { askLake, text } from './lake-counts.ts';
import { peopleSql, peopleTables, today } from './people.ts';
import type { PersonaInput } from './persona-input.ts';

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
SELECT p.person FROM people p WHERE ${today(scope)} AND p.grp IN (${persona.segment.ids.map(quoteText).join(', ')}) ORDER BY p.person`,
  );
  return rows.map((row) => text(row, 'person') ?? '');
}

/** Which strategy of which version a holdout is drawn for: others draw other people. */
export type HoldoutDraw = { personaId: string; version: number; strategy: string; share: number };

/**
 * Is a customer left untouched? Drawn by a hash of customer and strategy, so that it is the same whenever it is asked.
 */
export function inHoldout(customerId: string, { personaId, version, strategy, share }: HoldoutDraw): boolean {
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
  holdout?: HoldoutDraw;
};

export class SmallAudienceError extends Error {
  override name = 'SmallAudienceError';
}

/** The lines to hand over, and whose they are: by customer id, both arms sorted. */
export type Audience = { list: string[]; reached: string[]; heldOut: string[] };

/**
 * The list to reach the members by: only those who agreed and can be reached, without the holdout, each once, in an order
 * that says nothing of them. Emails and phones leave as SHA-256 of their normal form, as advertising platforms match
 * them. The holdout is drawn among those who could have been reached, so that both arms differ by chance alone.
 *
 * @throws {SmallAudienceError} where fewer than `k` (5) people are left in an arm
 */
export function drawAudience(
  members: readonly string[],
  contacts: readonly Contact[],
  { as, country = '', plus = true, k = 5, holdout }: AudienceForm,
): Audience {
  const agreed = new Map(contacts.filter(({ consent }) => consent).map((contact) => [contact.customerId, contact]));
  const lines = new Map<string, string>();
  const heldOut: string[] = [];
  for (const id of members) {
    const contact = agreed.get(id);
    const line = contact && lineOf(contact, { as, country, plus });
    if (!line) continue;
    if (holdout && inHoldout(id, holdout)) heldOut.push(id);
    else lines.set(id, line);
  }
  const list = [...new Set(lines.values())].sort();
  if (list.length < k) throw new SmallAudienceError(`Fewer than ${k} people agreed and can be reached`);
  if (holdout && heldOut.length < k)
    throw new SmallAudienceError(`Fewer than ${k} people would be left untouched to compare with`);
  return { list, reached: [...lines.keys()].sort(), heldOut: heldOut.sort() };
}

function lineOf(
  { customerId, email, phone }: Contact,
  { as, country, plus }: { as: AudienceForm['as']; country: string; plus: boolean },
): string | null {
  if (as === 'customer-id') return customerId;
  const address = as === 'sha256-email' ? normalEmail(email) : normalPhone(phone, { country, plus });
  return address === null ? null : createHash('sha256').update(address).digest('hex');
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
