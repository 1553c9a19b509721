import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Product } from '@soundings/contracts/product';
import { type DuckDb, openDuckDb } from '@soundings/lake/duckdb';

const OPENINGS = [
  'I have to say that',
  'after two weeks',
  'to be honest',
  'sadly',
  'in my case',
  'for the third time',
  'as always',
  'this time',
  '买了两个星期，',
  '说实话，',
  '这次',
  '第二次买，',
  '不得不说',
  '收到以后',
  '用了一段时间，',
  '总的来说，',
];
const PAINS = [
  'the battery drains within hours',
  'the screen flickers and is too dim',
  'customer service never answered my email',
  'the delivery was late again',
  'it is far too expensive for this',
  'the box arrived crushed',
  'the hinge came loose',
  'the app crashes when I open the camera',
  'it gets very hot',
  'sound is tinny and too quiet',
  'the signal drops every few minutes',
  'returning it was a nightmare',
  '电池很不耐用，一天要充三次',
  '屏幕有漏光',
  '客服一直不回复',
  '快递太慢了，等了一个星期',
  '价格有点贵',
  '包装破损',
  '铰链松动',
  '经常死机，闪退',
  '发热严重，烫手',
  '声音太小',
  '信号不好，老是断网',
  '退货很麻烦',
];
const PRAISES = [
  'works great',
  'love the design',
  'fast delivery',
  'great value for money',
  '非常好用',
  '外观漂亮',
  '物流很快',
  '性价比高',
];
const WISHES = ['I wish it had a longer cable', 'please add a dark mode', '希望能增加夜间模式', '建议增加一个接口'];

export const PRODUCTS: readonly Product[] = ['a', 'b', 'c', 'd'].map((letter, i) => ({
  id: `prd_${letter.repeat(26)}`,
  name: `Product ${letter}`,
  role: i === 0 ? 'ours' : 'competitor',
  createdAt: '2026-01-01T00:00:00.000Z',
}));

/** Opens a lake with `rows` generated mentions of a year and a half, five in two feedback; `close` removes it. */
export async function openGeneratedLake(
  rows: number,
  memoryMb: number,
): Promise<{ engine: DuckDb; key: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pains-bench-'));
  const engine = await openDuckDb(
    { localPath: async (key) => join(folder, key), putFile: (key, path) => rename(path, join(folder, key)) },
    { memoryMb },
  );
  const key = 'mentions.parquet';
  await engine.store(generatedMentions(rows), {}, key);
  return {
    engine,
    key,
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * A SELECT of so many generated mentions of a year and a half, five in two feedback. Every value follows from the row's
 * number by a hash: two runs give the same mentions.
 */
export function generatedMentions(rows: number): string {
  const pick = (texts: readonly string[], salt: string) =>
    `list_element([${texts.map((text) => `'${text}'`).join(', ')}], CAST(1 + ${draw(salt)} % ${texts.length} AS INTEGER))`;
  return `SELECT 'men_' || substr(md5('m' || i), 1, 26) AS id, 'fbk_' || substr(md5('f' || f), 1, 26) AS feedback_id,
      'prd_' || repeat(substr('aabbccdaab', CAST(1 + f % 10 AS INTEGER), 1), 26) AS product_id,
      CASE WHEN f % 10 IN (0, 1, 7, 8) THEN 'ours' ELSE 'competitor' END AS role, 'review' AS kind, 'src' AS source_id,
      CAST(i % 5 AS INTEGER) AS clause, 0 AS start, length(quote) AS "end", quote,
      term AS aspect, term, intent, CASE intent WHEN 'praise' THEN 'positive' WHEN 'complaint' THEN 'negative' ELSE 'neutral' END AS polarity,
      CASE intent WHEN 'praise' THEN 0.7 WHEN 'complaint' THEN -0.7 ELSE 0.0 END AS score, 0.5 + (h % 50) / 100.0 AS confidence,
      CASE WHEN h % 16 < 8 THEN 'en' ELSE 'zh' END AS language,
      TIMESTAMP '2025-01-06 00:00:00' + INTERVAL 1 MINUTE * CAST(f * 2654435 % 770000 AS INTEGER) AS occurred_at,
      TIMESTAMP '2026-07-01 00:00:00' AS received_at, CASE WHEN f % 3 = 0 THEN NULL ELSE CAST(1 + f * 7919 % 5 AS DOUBLE) END AS rating,
      CAST(NULL AS INTEGER) AS nps, CASE WHEN f % 4 = 0 THEN 'cus' || (f % 50000) END AS customer_id, 'author' || (f * 31 % ${Math.ceil(rows / 3)}) AS author,
      'shop' || (f % 3) AS channel, 'v' || (f % 4) AS product_version, f % 20 > 0 AS consent,
      repeat(md5('s' || f), 16) AS signature, 'local' AS analyzer, 'bench' AS model
    FROM (
      SELECT *, CASE WHEN h % 10 < 4 THEN 'complaint' WHEN h % 10 < 8 THEN 'praise' WHEN h % 10 = 8 THEN 'wish' ELSE 'other' END AS intent,
        ${pick(OPENINGS, 'o')} || ' ' || CASE WHEN h % 10 < 4 THEN ${pick(PAINS, 'p')} WHEN h % 10 < 8 THEN ${pick(PRAISES, 'q')}
          WHEN h % 10 = 8 THEN ${pick(WISHES, 'w')} ELSE 'I bought it for my sister' END || ' ' || (i % 977) AS quote,
        CASE WHEN h % 5 > 0 THEN 'term ' || substr(md5('t' || (h % 900)), 1, 3) END AS term
      FROM (SELECT range AS i, range * 2 // 5 AS f, hash(range) % 1000003 AS h FROM range(${rows})) AS numbers) AS drawn`;
}

const draw = (salt: string) => `CAST(hash(i * 7 + ${salt.charCodeAt(0)}) % 1000003 AS BIGINT)`;
