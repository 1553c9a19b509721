import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import type { Aspect, AspectFinder } from './aspect.ts';
import { CHINESE_OPINIONS } from './opinions-zh.ts';

// Nouns that name no aspect: people, times, places of speech, and what one calls the whole thing.
const STOP = new Set(
  '东西 时候 时间 感觉 人 人们 大家 问题 情况 地方 事情 事 样子 方面 原因 结果 缺点 优点 朋友 同事 家人 老公 老婆 孩子 儿子 女儿 妈妈 爸爸 老妈 宝宝 自己 今天 昨天 明天 晚上 早上 中午 下午 上午 小时 分钟 天 年 月 日 次 块 元 钱 度 点 个 一般 个人 总体 整体 个人感觉 水平 程度 意思 办法 建议 希望 好评 差评 评价 评论 想法 心情 印象 世界 生活 社会 国家 中国 全部 部分 其它 其他 之处 不足 遗憾 全家 本人 楼主 亲 女士 先生 老人 年轻人 男人 女人 话 字 手 眼 头 心 口 身 脸'.split(
    ' ',
  ),
);

/** Finds noun runs by jieba's parts of speech, and every term of the domain dictionary as it stands. */
export function chineseAspects(terms: ReadonlySet<string>): AspectFinder {
  const jieba = Jieba.withDict(dict);
  if (terms.size > 0) jieba.loadDict(Buffer.from([...terms].map((term) => `${term} 100000 n`).join('\n')));
  return (normal) => {
    const aspects: Aspect[] = [];
    let at = 0;
    let run = '';
    const close = () => {
      if (run !== '') aspects.push({ start: at - run.length, end: at, term: run });
      run = '';
    };
    for (const { word, tag } of jieba.tag(normal, true)) {
      if (isNoun(word, tag)) run += word;
      else close();
      at += word.length;
    }
    close();
    return aspects.filter(({ term }) => !STOP.has(term) && term.length > 1 && term.length <= 8);
  };
}

function isNoun(word: string, tag: string): boolean {
  return (
    (tag === 'n' || tag === 'nz' || tag === 'vn' || tag === 'ng') && !CHINESE_OPINIONS.has(word) && !STOP.has(word)
  );
}
