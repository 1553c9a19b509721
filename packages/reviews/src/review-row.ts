import type { TimePrecision } from '@soundings/contracts/time';
import { type ReadTime, readReviewDate } from './review-date.ts';

/**
 * The fields of a review in a file, with the headers under which exports have them. Headers are compared without case,
 * spaces and punctuation.
 */
export const reviewColumns = {
  text: [
    'text',
    'content',
    'review',
    'reviewtext',
    'reviewbody',
    'body',
    'comment',
    'comments',
    'feedback',
    'message',
    'tweet',
    '评论内容',
    '评价内容',
    '内容',
    '评论',
    '评价',
    '评语',
    '正文',
    '反馈',
    '反馈内容',
    '意见',
  ],
  title: ['title', 'subject', 'headline', 'reviewtitle', 'summary', '标题', '评论标题'],
  followUp: ['followup', 'update', '追加评论', '追评', '追加评价'],
  externalId: ['id', 'reviewid', 'tweetid', 'commentid', 'recommendationid', 'feedbackid', '评论id', '评价id', '编号'],
  rating: [
    'rating',
    'score',
    'star',
    'stars',
    'overall',
    'reviewrating',
    'ratingvalue',
    '评分',
    '得分',
    '星级',
    '打分',
    '分数',
  ],
  nps: ['nps', 'npsscore', 'recommendscore', '推荐分', '推荐意愿', 'nps得分'],
  occurredAt: [
    'date',
    'time',
    'createdat',
    'created',
    'creationtime',
    'createtime',
    'timestamp',
    'reviewdate',
    'publishedat',
    'updated',
    'datepublished',
    'tweetcreated',
    'submittedat',
    '日期',
    '时间',
    '评论时间',
    '评价时间',
    '发布时间',
    '购买时间',
  ],
  author: [
    'author',
    'user',
    'username',
    'nickname',
    'name',
    'reviewer',
    'reviewername',
    'userid',
    'displayname',
    '用户昵称',
    '用户名',
    '昵称',
    '用户',
    '用户id',
    '作者',
    '评论人',
  ],
  customerId: ['customerid', 'customer', 'memberid', '客户id', '会员id', '客户编号', '会员编号'],
  channel: ['channel', 'platform', 'source', 'store', '平台', '渠道', '来源'],
  productVersion: [
    'version',
    'appversion',
    'productversion',
    'reviewcreatedversion',
    'sku',
    'productcolor',
    '版本',
    '手机型号',
    '型号',
  ],
  url: ['url', 'link', 'permalink', '链接', '网址'],
} as const;

export type ReviewField = keyof typeof reviewColumns;

/** A review's fields as they stand at their source. */
export type ReviewFields = Partial<Record<ReviewField, string>>;

/** A review as a file has it, before it has an id; `author` is the name as written, to be made a pseudonym. */
export type ReviewRow = {
  text: string;
  externalId: string | null;
  rating: number | null;
  nps: number | null;
  author: string | null;
  customerId: string | null;
  channel: string | null;
  productVersion: string | null;
  url: string | null;
  occurredAt: string | null;
  /** The same on the clock by which the days of a file are counted; null where there is no file. */
  localAt: string | null;
  occurredAtPrecision: TimePrecision | null;
  /** The date as written. */
  occurredAtSaid: string | null;
};

export type ReviewRejection = 'no_text' | 'text_too_long';
export type ReviewDoubt = 'date_unknown' | 'rating_unknown' | 'nps_unknown';

const MAX_TEXT = 20_000;

/** A file's clock, in milliseconds: the instant of a wall time, and the wall time at an instant if the zone was said. */
export type FileClock = { toInstant: (wall: number) => number; toWall: ((instant: number) => number) | null };

/**
 * Reads one row of a file of reviews. A row without a text is refused; a date or a rating that cannot be read stays
 * unknown and is named in `doubts`. A date such as "3天前" can be read where `seenAt` says, in milliseconds, when. Times without a
 * zone are on the `clock` of their file, as those of its orders are; `dateAsUtc` is the date as it would be without one, which
 * stays the same whatever the clock is said to be.
 */
export function readReviewRow(
  fields: ReviewFields,
  { seenAt, clock }: { seenAt?: number; clock?: FileClock } = {},
):
  | { review: ReviewRow; doubts: ReviewDoubt[]; isDateRelative: boolean; dateAsUtc: string | null }
  | { reject: ReviewRejection } {
  const text = [fields.title, fields.text, fields.followUp]
    .map((part) => part?.replaceAll('\0', '').trim())
    .filter(Boolean)
    .join('\n');
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) return { reject: 'no_text' };
  if (text.length > MAX_TEXT) return { reject: 'text_too_long' };

  const doubts: ReviewDoubt[] = [];
  const read = <T>(
    raw: string | undefined,
    reader: (raw: string) => T | undefined,
    doubt: ReviewDoubt,
  ): T | undefined => {
    if (!raw?.trim()) return undefined;
    const value = reader(raw);
    if (value === undefined) doubts.push(doubt);
    return value;
  };
  const date = read(fields.occurredAt, (raw) => readReviewDate(raw, seenAt), 'date_unknown');
  return {
    review: {
      text,
      externalId: said(fields.externalId),
      rating: read(fields.rating, readRating, 'rating_unknown') ?? null,
      nps: read(fields.nps, readNps, 'nps_unknown') ?? null,
      author: said(fields.author),
      customerId: said(fields.customerId),
      channel: said(fields.channel),
      productVersion: said(fields.productVersion),
      url: /^https?:\/\//i.test(fields.url ?? '') && URL.canParse(fields.url ?? '') ? (fields.url ?? null) : null,
      ...placed(date, clock),
      occurredAtPrecision: date?.precision ?? null,
      occurredAtSaid: fields.occurredAt?.trim().slice(0, 100) || null,
    },
    doubts,
    isDateRelative: date?.isRelative ?? false,
    dateAsUtc: date?.time ?? null,
  };
}

/** A date on its file's clock. One without a time of day is the day that it names, wherever that was. */
function placed(date: ReadTime | undefined, clock: FileClock | undefined): Pick<ReviewRow, 'occurredAt' | 'localAt'> {
  if (!date) return { occurredAt: null, localAt: null };
  if (!clock) return { occurredAt: date.time, localAt: null };
  const read = Date.parse(date.time);
  if (date.offset !== undefined) {
    const local = clock.toWall ? clock.toWall(read) : read + date.offset;
    return { occurredAt: date.time, localAt: new Date(local).toISOString() };
  }
  const hasClock = date.precision === 'second' || date.precision === 'minute';
  const instant = hasClock ? clock.toInstant(read) : read;
  return { occurredAt: new Date(instant).toISOString(), localAt: date.time };
}

/** A name or an id as written. A spreadsheet's 1.00008E+11 has lost which one it was, so it is none. */
function said(raw: string | undefined): string | null {
  const text = raw?.trim().slice(0, 500);
  return text && !/^\d(\.\d+)?E\+\d+$/i.test(text) ? text : null;
}

const WORDS: Record<string, number> = {
  好评: 5,
  中评: 3,
  差评: 1,
  一星: 1,
  二星: 2,
  两星: 2,
  三星: 3,
  四星: 4,
  五星: 5,
};

/** A rating on the scale from 1 to 5: `4`, `4.5`, `8/10`, `5星`, `★★★★☆`, `好评`. Undefined for what is none of these. */
export function readRating(raw: string): number | undefined {
  const text = raw.normalize('NFKC').trim();
  if (text in WORDS) return WORDS[text];
  if (/^[★☆⭐]+$/u.test(text)) return text.match(/[★⭐]/gu)?.length;
  const match = /^(\d+(?:\.\d+)?)(?: ?\/ ?(\d+(?:\.\d+)?)| ?(?:星|分|stars?))?$/i.exec(text);
  if (!match) return undefined;
  const value = Number(match[1]);
  const best = match[2] === undefined ? 5 : Number(match[2]);
  if (value < 1 || value > best || best < 2) return undefined;
  return 1 + ((value - 1) / (best - 1)) * 4;
}

function readNps(raw: string): number | undefined {
  const value = Number(raw.trim());
  return Number.isInteger(value) && value >= 0 && value <= 10 ? value : undefined;
}
