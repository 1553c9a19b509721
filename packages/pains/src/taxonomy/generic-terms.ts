import { stemOf } from '../matching/text-units.ts';
import { domainWords } from './domain-words.ts';
import { splitWords } from './starting-taxonomy.ts';

/** Nouns that anything may be said with: they name no pain, however often they stand in complaints. */
const GENERIC = `thing, things, feature, features, something, anything, nothing, everything, someone, anyone, everyone, one, ones, way, lot, bit, kind, type, sort,
  part, side, end, top, bottom, front, back, point, case, fact, reason, idea, matter, problem, issue, trouble, complaint, question,
  time, times, day, week, month, year, hour, minute, morning, night, today, tomorrow, yesterday, moment, couple, while, date, weekend,
  people, person, man, woman, guy, guys, lady, kid, kids, child, family, friend, friends, wife, husband, son, daughter, customer, customers, user,
  users, owner, reviewer, review, reviews, rating, star, stars, opinion, product, products, item, items, stuff, model, brand, company, store, shop,
  use, usage, job, work, place, home, house, world, life, experience, purchase, buy, order, money, dollar, bucks, number, amount, rest, half,
  word, name, story, difference, example, result, use, need, hope, love, thank, thanks, please, luck, shame, joke, fun, pain, pleasure, choice,
  option, chance, sense, mind, hand, hands, eye, eyes, head, line, level, area, piece, pair, set, unit, version, gift, christmas, birthday, shit, crap, damn, hell, wtf, lol, omg,
  up, down, like, i'm, im, ive, i've, dont, cant, i, me, situation, mm, mine, my, it, its, you, your, tad, reading, looking, look, feel, feeling, run, running, start, press, hold, hook, contact, try, turn,
  flaw, drawback, downside, complaint, con, cons, pro, pros, negative, positive, exception, standard, period, second, coming, going, getting, addition, room for improvement,
  on, off, in, out, over, under, back, away, around, through, again, also, even, just, still, only, much, more, most, less, very, really, actually, probably, maybe, here, there, where, when, then,
  now, soon, later, ago, before, after, since, because, while, make, made, making, get, got, put, take, took, go, went, come, came, give, gave, keep, kept, let, say, said, tell, told, ask, asked, see, saw, seen,
  know, think, thought, want, wanted, find, found, show, leave, left, move, stop, help, talk, write, mark, check, change, add, open, close, bring, buy, bought, pay, paid, spend, sell, send, sent, receive, notice,
  expect, expectation, guess, mean, seem, cause, decide, decision, deal, happen, include, lead, live, lot, pick, point, quite, rate, realize, remember, stay, suggest, suppose, stand, sit, wear, walk, wonder, eat, ate, eating, special, especially, rest, dinner, lunch, meal, order, ordered,
  amazon, seller, market, class, group, deal, plan, process, step, course, information, detail, http, https, www, com, today, tonight, pm, am, gt, lt, amp,
  东西, 事情, 时候, 时间, 感觉, 问题, 卖家, 商家, 店家, 宝贝, 产品, 商品, 货, 人, 大家, 朋友, 家人, 孩子, 老婆, 老公, 妈妈, 爸爸, 顾客, 客户, 用户, 消费者,
  一次, 第一次, 一下, 一点, 一些, 有点, 几天, 今天, 昨天, 明天, 晚上, 早上, 中午, 下午, 上午, 小时, 分钟, 天, 月, 年, 星期, 周末, 最后, 结果, 情况, 原因, 地方, 方面,
  评价, 评论, 好评, 差评, 星, 牌子, 品牌, 型号, 店, 店铺, 公司, 京东, 淘宝, 天猫, 亚马逊, 当当, 美团, 百度, 家, 个人, 别人, 自己, 样子, 程度, 机会, 办法, 想法, 意思, 效果,
  觉得, 知道, 发现, 需要, 开始, 选择, 决定, 告诉, 回来, 出来, 进去, 起来, 看到, 收到, 打开, 购物, 反应, 市区, 城市, 实体店, 网上, 网购, 电话, 打电话, 投诉, 太多, 三星, 四星, 五星, 四星级, 五星级, 级别,
  水平, 标准, 条件, 状态, 过程, 方式, 习惯, 印象, 理由, 借口, 字, 句, 行, 类, 种, 款, 本, 套, 张, 双, 只, 把, 条, 箱, 盒, 袋, 斤, 公斤, 号, 点, 年前, 周, 礼拜, 平时, 当时, 之后, 以后, 以前, 之前, 半天, 一半, 一样, 两个, 几个, 很多, 许多, 少数, 全部,
  总体, 整体, 其他, 其它, 别的, 一般, 基本, 东东, 玩意, 份, 个, 次, 块, 元, 钱, 话, 心情, 事, 事儿, 经历, 体验, 希望, 建议, 要求, 原来, 后来, 不会, 根本, 好像, 居然, 完全, 实在, 真的, 直接, 一直`;

/** What is sold, by its plain name: "the phone is bad" says less than "the battery is". */
const SOLD = `phone, cell phone, cellphone, smartphone, laptop, computer, notebook, camera, player, dvd, dvd player, tablet, ipad, tv, television, set, monitor, printer, machine,
  device, flight, airline, airport, plane, airplane, hotel, motel, inn, resort, restaurant, place, food, dish, dishes, meal, book, novel, car, vehicle, app, game, dress, shirt, tee, pants, jeans, skirt,
  sweater, blouse, jacket, coat, top, shoe, shoes, clothes, outfit, shampoo, conditioner, hair, cream,
  手机, 电话机, 电脑, 笔记本, 平板, 平板电脑, 相机, 电视, 电视机, 机器, 主机, 热水器, 飞机, 航班, 酒店, 宾馆, 饭店, 旅馆, 餐厅, 餐馆, 外卖, 饭, 饭菜, 菜, 餐, 衣服, 裤子, 裙子, 鞋子, 外套, 书, 本书,
  这本书, 小说, 车, 车子, 汽车, 爱车, 软件, 游戏, 洗发水, 洗发露, 水果, 苹果, 牛奶`;

const generic = new Set(splitWords(GENERIC).map(stemOf));
const sold = new Set(splitWords(SOLD).map((word) => word.split(' ').map(stemOf).join(' ')));
const trade = new Set(
  Object.values(domainWords).flatMap((words) => splitWords(words).map((word) => stemOf(word.toLowerCase()))),
);

const isWordless = (term: string) => term.length < 2 || !/\p{L}/u.test(term);

/** Does a term name nothing in particular? */
export function isGeneric(term: string): boolean {
  return isWordless(term) || everyWord(term, (stem) => generic.has(stem));
}

/** Does a term name what is sold itself? */
export function isSold(term: string): boolean {
  return sold.has(term.toLowerCase().split(/\s+/).map(stemOf).join(' '));
}

/** Does a term name the trade itself, "phone" or "酒店", or nothing in particular? */
export function isTradeWord(term: string): boolean {
  return isWordless(term) || everyWord(term, (stem) => generic.has(stem) || trade.has(stem));
}

function everyWord(term: string, test: (stem: string) => boolean): boolean {
  return term
    .toLowerCase()
    .split(/\s+/)
    .every((word) => test(stemOf(word)));
}
