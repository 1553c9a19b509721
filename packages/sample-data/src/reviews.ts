import { csv } from './csv.ts';
import type { Draw } from './draw.ts';
import { expand } from './grammar.ts';
import { ASPECTS, type Aspect, type Maker } from './makers.ts';
import { type Person, SORE_SPOTS } from './people.ts';
import { openersEn, sentencesEn, slotsEn, tailsEn } from './sentences-en.ts';
import { openersZh, sentencesZh, slotsZh, tailsZh } from './sentences-zh.ts';

const DAY_MS = 86_400_000;
const SPAN_DAYS = 180;
/** From then on our newest firmware drains the battery: the sample's alarm. */
const FIRMWARE_DAYS = 35;
const HEADER = ['review_id', 'date', 'rating', 'content', 'author', 'customer_id', 'channel', 'version'];
const CHANNELS = { taobao: 34, jd: 26, amazon: 28, forum: 12 };

type Intent = 'complaint' | 'wish' | 'praise';
type Language = 'zh-CN' | 'en';

/** The reviews of one maker as a CSV file. Some of ours name the buyer, so that feedback and purchases meet. */
export function sampleReviews(
  maker: Maker,
  { people, until, draw }: { people: readonly Person[]; until: Date; draw: Draw },
): string {
  const rows = Array.from({ length: maker.reviews }, (_, i) => {
    const daysAgo = draw.uniform() * SPAN_DAYS;
    const person = maker.role === 'ours' && draw.chance(0.55) ? draw.one(people) : undefined;
    const language: Language = person?.language ?? (draw.chance(0.5) ? 'zh-CN' : 'en');
    const { text, rating } = review({ maker, language, person, isNew: daysAgo < FIRMWARE_DAYS, draw });
    const channel = draw.weighted(CHANNELS);
    return [
      `${maker.name.slice(0, 1)}${i + 1}`,
      new Date(until.getTime() - daysAgo * DAY_MS).toISOString(),
      rating,
      text,
      `${maker.name.slice(0, 3)} reader ${i + 1}`,
      person?.id ?? '',
      channel,
      maker.role === 'ours' && daysAgo < FIRMWARE_DAYS ? '2.4' : '2.3',
    ];
  });
  return csv([HEADER, ...rows]);
}

type Reviewed = { maker: Maker; language: Language; person: Person | undefined; isNew: boolean; draw: Draw };

function review({ maker, language, person, isNew, draw }: Reviewed): { text: string; rating: number } {
  const count = draw.whole(1, 3);
  const spoken = new Set<Aspect>();
  const parts: string[] = [];
  let balance = 0;
  for (let i = 0; i < count; i++) {
    const intent = intentOf(maker, draw);
    const aspect = aspectOf({ maker, intent, person, isNew, draw });
    if (spoken.has(aspect)) continue;
    spoken.add(aspect);
    parts.push(sentence(aspect, intent, language, draw));
    balance += { complaint: -1, wish: -0.3, praise: 1 }[intent];
  }
  const rating = Math.max(1, Math.min(5, Math.round(3.2 + 1.3 * balance + (draw.uniform() - 0.5))));
  const opener = draw.one(language === 'en' ? openersEn : openersZh);
  return { text: written(opener, parts, language), rating };
}

/** One sentence of this language, without a full stop. */
export function sentence(aspect: Aspect, intent: Intent, language: Language, draw: Draw): string {
  const [sentences, slots, tails] =
    language === 'en' ? [sentencesEn, slotsEn, tailsEn] : [sentencesZh, slotsZh, tailsZh];
  const said = expand(draw.one(sentences[aspect][intent]), slots, draw);
  return draw.chance(0.4) ? said + draw.one(tails[intent]) : said;
}

/** What this person would complain of first. */
export function soreSpot(maker: Maker, person: Person, draw: Draw): Aspect {
  return aspectOf({ maker, intent: 'complaint', person, isNew: true, draw });
}

function intentOf({ complaints, wishes }: Maker, draw: Draw): Intent {
  return draw.weighted({ complaint: complaints, wish: wishes, praise: 100 - complaints - wishes });
}

function aspectOf({ maker, intent, person, isNew, draw }: Omit<Reviewed, 'language'> & { intent: Intent }): Aspect {
  if (intent === 'praise') return draw.weighted(maker.pleases);
  const sore = person ? SORE_SPOTS[person.kind] : {};
  const weights = Object.fromEntries(
    ASPECTS.map((aspect) => {
      const firmware = isNew && maker.role === 'ours' && aspect === 'battery' ? 2.5 : 1;
      return [aspect, maker.hurts[aspect] * (sore[aspect] ?? 1) * firmware];
    }),
  ) as Record<Aspect, number>;
  return draw.weighted(weights);
}

function written(opener: string, parts: readonly string[], language: Language): string {
  if (language === 'zh-CN') return `${opener}${parts.map((part) => `${part}。`).join('')}`;
  const first = parts.map((part, i) => (i === 0 && opener !== '' ? part : capital(part)));
  return `${opener}${first.map((part) => `${part}.`).join(' ')}`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
