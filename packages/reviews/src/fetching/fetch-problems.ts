import type { Message } from '@soundings/contracts/language';
import type { Failure, Fetched, Refusal } from './polite-fetcher.ts';

const REFUSALS: Record<Refusal, Message> = {
  robots: {
    en: 'The site’s robots.txt does not allow it.',
    'zh-CN': '网站的 robots.txt 不允许读取。',
  },
  unauthorized: {
    en: 'The site asks for a sign-in (401). Check the account or the key.',
    'zh-CN': '网站要求登录（401）。请检查账号或密钥。',
  },
  forbidden: { en: 'The site refuses (403).', 'zh-CN': '网站拒绝访问（403）。' },
  'unsafe-address': {
    en: 'The address leads into a private network, or is none of the web.',
    'zh-CN': '该地址指向内部网络，或者不是网页地址。',
  },
};

const FAILURES: Record<Failure, Message> = {
  network: { en: 'The site could not be reached.', 'zh-CN': '无法连接到该网站。' },
  timeout: { en: 'The site took too long.', 'zh-CN': '网站响应太慢。' },
  'too-large': { en: 'The page is too large.', 'zh-CN': '页面太大。' },
  encoding: { en: 'The page is packed in a way that is not known.', 'zh-CN': '页面的压缩方式无法识别。' },
  status: { en: 'The site answered with an error.', 'zh-CN': '网站返回了错误。' },
  redirects: { en: 'The page leads around in circles.', 'zh-CN': '页面跳转没有尽头。' },
  gone: { en: 'The page is not there.', 'zh-CN': '页面不存在。' },
};

const NO_ROBOTS: Message = {
  en: 'The site’s robots.txt could not be had.',
  'zh-CN': '无法取得网站的 robots.txt。',
};

/** What went wrong with a request, in a sentence for the team; null where nothing did. */
export function problemOf(fetched: Fetched): Message | null {
  switch (fetched.kind) {
    case 'refused':
      return fetched.robots === 'unreachable' ? NO_ROBOTS : REFUSALS[fetched.reason];
    case 'failed': {
      const { en, 'zh-CN': zh } = FAILURES[fetched.reason];
      return fetched.status
        ? { en: `${en} (${fetched.status})`, 'zh-CN': `${zh}（${fetched.status}）` }
        : { en, 'zh-CN': zh };
    }
    case 'wait': {
      const until = new Date(fetched.until).toISOString();
      return { en: `The site asks for patience until ${until}.`, 'zh-CN': `网站要求等到 ${until} 之后再访问。` };
    }
    default:
      return null;
  }
}
