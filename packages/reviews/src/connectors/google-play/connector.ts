import * as z from 'zod';
import { defineConnector, UnreadablePage } from '../../connector.ts';
import type { PageRequest } from '../../fetching/page-request.ts';
import { pageText } from '../../page-text.ts';
import { at, listOf, present, said, seconds } from '../../values.ts';

const RPC = 'UsvDTd';
const SIZE = 150;
const NEWEST = 2;

/** An app's reviews on Google Play, by the call that its own page makes. Its terms do not foresee this. */
export const googlePlay = defineConnector({
  manifest: {
    id: 'google-play',
    version: 1,
    name: { en: 'Google Play', 'zh-CN': 'Google Play' },
    access: 'terms',
    minimumMinutes: 360,
    requiredFields: ['text', 'rating', 'author', 'occurredAt', 'externalId'],
  },
  config: z.strictObject({
    appId: z.string().regex(/^[\w.]+$/),
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .default('en'),
    country: z
      .string()
      .regex(/^[a-z]{2}$/)
      .default('us'),
  }),
  plan: (config) => [callFor(config, null)],
  parse(page, { config }) {
    const payload = payloadOf(pageText(page));
    const token = said(at(payload, 1, 1));
    return {
      reviews: listOf(at(payload, 0)).map((review) =>
        present({
          externalId: said(at(review, 0)),
          author: said(at(review, 1, 0)),
          rating: said(at(review, 2)),
          text: said(at(review, 4)),
          occurredAt: seconds(at(review, 5, 0)),
          productVersion: said(at(review, 10)),
          channel: 'Google Play',
        }),
      ),
      next: token ? callFor(config, token) : undefined,
    };
  },
  guess(url) {
    const appId = url.searchParams.get('id');
    return url.hostname === 'play.google.com' && appId ? { appId } : undefined;
  },
});

type Place = { appId: string; language: string; country: string };

function callFor({ appId, language, country }: Place, token: string | null): PageRequest {
  const asked = JSON.stringify([null, [2, NEWEST, [SIZE, null, token], null, []], [appId, 7]]);
  const call = JSON.stringify([[[RPC, asked, null, 'generic']]]);
  return {
    url: `https://play.google.com/_/PlayStoreUi/data/batchexecute?${new URLSearchParams({ hl: language, gl: country })}`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: new URLSearchParams({ 'f.req': call }).toString(),
  };
}

/** The answer within the answer. A call that was refused has none, which must not read as "no reviews". */
function payloadOf(text: string): unknown {
  try {
    const calls: unknown = JSON.parse(text.slice(5));
    const inner = listOf(calls).find((call) => at(call, 1) === RPC);
    const payload: unknown = JSON.parse(said(at(inner, 2)) ?? 'null');
    // An app without reviews has an empty answer, not one without a list.
    if (Array.isArray(payload) && payload[0] !== null) return payload;
  } catch (error) {
    throw new UnreadablePage(
      { en: 'Google Play’s answer is not as it was.', 'zh-CN': 'Google Play 的回答与以往不同。' },
      { cause: error },
    );
  }
  throw new UnreadablePage({
    en: 'Google Play gave no answer to the call.',
    'zh-CN': 'Google Play 没有回答这次调用。',
  });
}
