import { detect } from 'chardet';
import { UnreadablePage } from './connector.ts';
import type { RawPage } from './fetching/page-request.ts';

const BYTE_ORDER_MARKS = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' },
] as const;

/** Names of encodings that pages use and `TextDecoder` does not know, or means less by. */
const RENAMED: Record<string, string> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  utf8: 'utf-8',
  cp936: 'gb18030',
};

/**
 * A page's text, in whatever encoding it came: by its byte order mark (which the web's standard puts above the header),
 * the header, its own `meta` or XML declaration, and else by its bytes. Bytes that are no UTF-8 are not taken for it,
 * whoever says so.
 */
export function pageText({ body, contentType }: Pick<RawPage, 'body' | 'contentType'>): string {
  for (const { mark, encoding } of BYTE_ORDER_MARKS)
    if (mark.every((byte, i) => body[i] === byte)) return new TextDecoder(encoding).decode(body);
  const head = Buffer.from(body.subarray(0, 4096)).toString('latin1');
  const said = [
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? ''),
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head),
    /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head),
  ];
  for (const label of [...said.map((match) => match?.[1]), 'utf-8']) {
    const text = label ? decoded(body, label) : undefined;
    if (text !== undefined) return text;
  }
  return decoded(body, detect(body) ?? 'utf-8') ?? new TextDecoder().decode(body);
}

function decoded(body: Uint8Array, label: string): string | undefined {
  const encoding = RENAMED[label.toLowerCase()] ?? label.toLowerCase();
  try {
    return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(body);
  } catch {
    return undefined;
  }
}

/** The page as JSON. Throws `UnreadablePage`. */
export function pageJson(page: RawPage): unknown {
  try {
    return JSON.parse(pageText(page));
  } catch (error) {
    throw new UnreadablePage({ en: 'The page is not JSON.', 'zh-CN': '页面不是 JSON。' }, { cause: error });
  }
}
