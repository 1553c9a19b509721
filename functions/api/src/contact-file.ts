import { parse } from 'csv-parse/sync';
import type { AudienceRequest } from './audience.ts';

type Contact = AudienceRequest['contacts'][number];

const HEADS: Record<'customerId' | 'consent' | 'email' | 'phone', RegExp> = {
  customerId:
    /^(customer|customer[ _-]?(id|no|number)|client[ _-]?id|user[ _-]?id|客户|客户(编号|id|号)|会员(编号|id|号)|用户(编号|id))$/i,
  consent: /^(consent|opt[ _-]?in|agreed|marketing[ _-]?consent|同意|是否同意|同意营销|授权)$/i,
  email: /^(e-?mail|email[ _-]?address|邮箱|电子邮箱|邮件)$/i,
  phone: /^(phone|phone[ _-]?number|mobile|tel|telephone|手机|手机号|手机号码|电话)$/i,
};
const YES = /^(true|yes|y|1|是|同意|已同意)$/i;
/** As the API takes at once. */
const MOST = 100_000;

export class ContactFileError extends Error {
  override name = 'ContactFileError';
  /** Which columns it lacks; none where it is no table at all. */
  readonly missing: readonly string[];

  constructor(missing: readonly string[] = []) {
    super('not a list of contacts');
    this.missing = missing;
  }
}

/**
 * The contacts of a CSV file: a column with the customer's id and one that says who agreed; email and phone where there
 * are any. UTF-8 or GB18030. Whoever is not plainly said to agree does not.
 *
 * @throws {ContactFileError}
 */
export function readContacts(file: Uint8Array): Contact[] {
  const rows = tableOf(file);
  const [head = [], ...body] = rows;
  const at = Object.fromEntries(
    Object.entries(HEADS).map(([name, pattern]) => [name, head.findIndex((cell) => pattern.test(cell.trim()))]),
  ) as Record<keyof typeof HEADS, number>;
  const missing = (['customerId', 'consent'] as const).filter((name) => at[name] < 0);
  if (missing.length > 0) throw new ContactFileError(missing);
  if (body.length > MOST) throw new ContactFileError();
  return body.flatMap((row) => {
    const cell = (name: keyof typeof HEADS) => row[at[name]]?.trim() ?? '';
    const customerId = cell('customerId').slice(0, 200);
    if (!customerId) return [];
    const [email, phone] = [cell('email').slice(0, 320), cell('phone').slice(0, 40)];
    return [{ customerId, consent: YES.test(cell('consent')), ...(email && { email }), ...(phone && { phone }) }];
  });
}

function tableOf(file: Uint8Array): string[][] {
  try {
    return parse(decoded(file), { bom: true, relax_column_count: true, skip_empty_lines: true, to: MOST + 2 });
  } catch {
    throw new ContactFileError();
  }
}

function decoded(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return new TextDecoder('gb18030').decode(file);
  }
}
