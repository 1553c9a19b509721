import fc from 'fast-check';

/** What a form or an API is sent that nobody meant, and what a text could break. */
const TEXTS = [
  ...['', ' ', '\0', 'a\0b', '\ud800', 'x'.repeat(3000), '../../etc/passwd', '..%2f..', '.', '\\', '%', '%zz', '%00'],
  ...['__proto__', 'constructor', 'toString', '{"a":', '{}', '[]', 'null', 'true', '<script>', `'"\``, '\r\nX-A: b'],
  ...['NaN', '-1', '0', '1', '1.5', '1e999', '9007199254740993', '2026-13-45', '0000-01-01', '9999-12-31T23:59:59Z'],
  ...['+275760-09-13T00:00:00.000Z', '2026-01-01', 'en', 'xx-invalid-!!', 'CNY', 'ZZZ', 'javascript:alert(1)'],
  ...['http://[', 'http://[::1]/', '客户', '𝒳'.repeat(30), '\u202e', '\ufeff', 'eyJhIjoxfQ', 'WyJ4IiwieSJd', '?', '#'],
];
const nested = (depth: number) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
const VALUES: unknown[] = [
  ...[null, true, 0, -1, 0.5, 1e308, 1e21, 2 ** 53, [], {}, [null], { length: 5 }, { en: 'x' }],
  ...[nested(1000), Array(2000).fill('a'), JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}}}')],
];
const HEADERS: Record<string, string>[] = [
  ...[{}, {}, {}, {}, { range: 'bytes=0-0' }, { range: 'bytes=-99999999999999999999' }, { 'if-none-match': '*' }],
  ...[{ 'accept-language': 'zh;q=NaN,*;q=1e999' }, { 'accept-language': ','.repeat(2000) }, { origin: 'null' }],
  ...[{ 'idempotency-key': '../../x' }, { 'idempotency-key': 'x'.repeat(3000) }, { 'content-encoding': 'gzip' }],
  ...[{ host: 'evil.example' }, { host: 'evil.example:99999' }, { cookie: 'soundings-session=%zz; a=%; =; ;;' }],
];
const TYPES = ['application/json; charset=utf-16', 'text/plain', 'application/xml', 'x', 'multipart/form-data'];

export type Sent = { path: string; headers: Record<string, string>; body?: string };
export type Form = { action: string; isMultipart: boolean; fields: [string, string][] };
type Schema = Record<string, any>;

/** A text in an address, a lone surrogate as the bytes that a careless client makes of it. */
export function encoded(text: string): string {
  return /\p{Surrogate}/u.test(text) ? '%ED%A0%80' : encodeURIComponent(text);
}

const hostileText = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEXTS) }, fc.string({ unit: 'binary' }));
const hostileValue = fc.oneof(hostileText, fc.constantFrom(...VALUES));
/** An id that is none, as a part of an address. */
export const hostilePart = fc.oneof(
  hostileText.map(encoded),
  fc.constantFrom('%2e%2e%2f%2e%2e', '%ff', '%c0%af', '%u0000', `prd_${'0'.repeat(26)}`, 'x'.repeat(3000), ';a=b', '+'),
);

/** Values that fit a schema of the API's description; `ids` are those that there are. */
export function fitting(schema: Schema, description: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const of = (given: Schema, depth: number): fc.Arbitrary<unknown> => {
    const name = given.$ref?.split('/').at(-1);
    const { type, ...rest }: Schema = name ? description.components.schemas[name] : given;
    const several = rest.anyOf ?? rest.oneOf;
    if ('const' in rest) return fc.constant(rest.const);
    if (rest.enum) return fc.constantFrom(...rest.enum);
    if (depth > 9) return fc.constant(null);
    if (several) return fc.oneof(...several.map((each: Schema) => of(each, depth + 1)));
    if (type === 'object') {
      const known = Object.entries<Schema>(rest.properties ?? {});
      const properties = Object.fromEntries(known.map(([key, value]) => [key, of(value, depth + 1)]));
      return fc.record(properties, { requiredKeys: rest.required ?? [] });
    }
    if (type === 'array')
      return fc.array(of(rest.items ?? {}, depth + 1), { minLength: rest.minItems ?? 0, maxLength: 2 });
    if (type === 'integer') return fc.integer({ min: rest.minimum ?? 0, max: Math.min(rest.maximum ?? 100, 1e9) });
    if (type === 'number') return fc.double({ min: rest.minimum ?? 0, max: rest.maximum ?? 100, noNaN: true });
    if (type === 'boolean') return fc.boolean();
    return type === 'string' ? textFor(rest, ids) : hostileValue;
  };
  return of(schema, 0);
}

function textFor({ pattern, format, maxLength = 100 }: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  const fits = (text: string) => !pattern || new RegExp(pattern, 'u').test(text);
  const texts = ['2026-01-15', '2025-12-01T00:00:00.000Z', '12.50', 'CNY', 'a-b', 'en', 'Kettle', '水壶', 'c1', ...ids];
  // Addresses that must not be asked: nothing leaves the machine, and nobody waits for a name.
  if (format === 'uri') return fc.constantFrom('https://127.0.0.1/a', 'http://127.0.0.1/feed');
  const good = texts.filter((text) => fits(text) && text.length <= maxLength);
  return good.length > 0 ? fc.constantFrom(...good) : hostileText;
}

/** A value that has been tampered with in one place: changed, left out or added to. */
function tampered(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== 'object' || value === null) return hostileValue;
  const keys = Object.keys(value);
  const put = (key: string, by: unknown) => {
    const copy: any = Array.isArray(value) ? [...value] : { ...value };
    copy[key] = by;
    return copy;
  };
  if (keys.length === 0) return hostileValue.map((by) => put(Array.isArray(value) ? '0' : 'extra', by));
  return fc.constantFrom(...keys).chain((key) =>
    fc.oneof(
      tampered((value as any)[key]).map((by) => put(key, by)),
      hostileValue.map((by) => put(key, by)),
      fc.constant(put(key, undefined)),
      hostileValue.map((by) => put(Array.isArray(value) ? key : 'constructor', by)),
    ),
  );
}

/** JSON as it may come over the wire: also cut off, doubled, hidden behind a prototype, nested without an end. */
function asText(value: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(value) ?? 'null';
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(text) },
    fc.nat({ max: text.length }).map((length) => text.slice(0, length)),
    fc.constant(text.replace('{', '{"__proto__":{"a":1},')),
    fc.constant(text.replace(/"(\w+)":/, '"$1":1,"$1":')),
    fc.constantFrom('['.repeat(50_000) + ']'.repeat(50_000), `\ufeff${text}`, ''),
  );
}

const hostileHeaders = fc.constantFrom(...HEADERS);

/** Requests without a body. */
export function plainRequests(path: fc.Arbitrary<string>): fc.Arbitrary<Sent> {
  return fc.record({ path, headers: hostileHeaders });
}

/** Requests with JSON for a route, from those that fit it to those that are none. */
export function jsonRequests(path: fc.Arbitrary<string>, body: fc.Arbitrary<unknown>): fc.Arbitrary<Sent> {
  const tamperedTwice = body.chain(tampered).chain(tampered);
  const text = fc.oneof(body, body.chain(tampered), tamperedTwice).chain(asText);
  const type = fc.oneof({ weight: 9, arbitrary: fc.constant('application/json') }, fc.constantFrom(...TYPES));
  return fc
    .record({ path, body: text, headers: hostileHeaders, type })
    .map(({ headers, type, ...rest }) => ({ ...rest, headers: { 'content-type': type, ...headers } }));
}

/** The query of an address with these parameters. */
export function queries(names: readonly string[], good: readonly string[]): fc.Arbitrary<string> {
  const name = fc.constantFrom(...names, '__proto__', 'lang', 'cursor', 'limit', 'table');
  const value = fc.oneof(hostileText.map(encoded), fc.constantFrom('1', ...good));
  const pairs = fc.array(fc.tuple(name, value), { maxLength: 4 });
  return pairs.map((all) => (all.length > 0 ? `?${all.map((pair) => pair.join('=')).join('&')}` : ''));
}

/** A form of a page with fields changed, doubled, missing and made up; also cut off, as either kind of form. */
export function formRequests(form: Form, path: fc.Arbitrary<string>): fc.Arbitrary<Sent> {
  const { fields } = form;
  const some =
    fields.length > 0 ? fc.subarray(fields, { minLength: Math.ceil(fields.length / 2) }) : fc.constant(fields);
  const wrong = fc.array(fc.tuple(fc.constantFrom('__proto__', 'a', ...fields.map(([name]) => name)), hostileText), {
    maxLength: 3,
  });
  const sent = fc.tuple(some, wrong).map(([kept, made]) => [...kept, ...made]);
  const cut = fc.oneof({ weight: 6, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true }));
  const isMultipart = fc.oneof({ weight: 9, arbitrary: fc.constant(form.isMultipart) }, fc.boolean());
  const parts = fc.record({ path, sent, cut, isMultipart, headers: hostileHeaders });
  return parts.map(({ path, sent, cut, isMultipart, headers }) => {
    const body = isMultipart ? multipart(sent) : sent.map((pair) => pair.map(encoded).join('=')).join('&');
    const type = isMultipart ? 'multipart/form-data; boundary=bb' : 'application/x-www-form-urlencoded';
    return { path, body: body.slice(0, body.length * cut), headers: { 'content-type': type, ...headers } };
  });
}

function multipart(fields: readonly [string, string][]): string {
  const parts = fields.map(([name, value]) => {
    const file = name === 'file' ? '; filename="../a.csv"\r\ncontent-type: text/csv' : '';
    return `--bb\r\ncontent-disposition: form-data; name="${encoded(name)}"${file}\r\n\r\n${value}\r\n`;
  });
  return `${parts.join('')}--bb--\r\n`;
}
