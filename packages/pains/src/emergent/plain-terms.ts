import { stemOf } from '../matching/text-units.ts';
import { isTradeWord } from '../taxonomy/generic-terms.ts';
import { splitWords } from '../taxonomy/starting-taxonomy.ts';

/** Who, where, when and how much: complaints name them, but nobody suffers from them. */
const PLAIN = `subway, metro, bus, train, commute, running, workout, passenger, traveler, traveller, pilot, captain, agent, attendant, driver, manager, boss, waiter, waitress, doctor, nurse, teacher, student, retailer, vendor, dealer, guest, member, crew, team, department,
  office, desk, counter, building, station, terminal, city, town, country, street, road, center, centre, branch, region, area, location, mall, website, site, web, internet, mail, email, message, tweet, post, comment, photo, picture, video, link, info,
  system, program, application, application form, data, sample, sale, deal, value, cost, bill, card, cash, account number, percent, inch, foot, feet, mile, meter, pound, kilo, small, medium, large, size, color, colour, shape, figure, body, arm, leg, neck, chest, frame, structure,
  version, title, topic, mode, category, list, note, term, condition, rule, policy, reply, response, answer, request, offer, effort, interest, attention, respect, attitude, care, fault, mistake, excuse, lie, truth, sorry, apology, spring, summer, autumn, winter, fall, monday, tuesday, wednesday, thursday, friday, saturday, sunday,
  january, february, march, april, may, june, july, august, september, october, november, december, holiday, vacation, trip, travel, business, meeting, event, party, wedding, school, club, league, song, album, movie, film, show,
  经理, 老板, 小姐, 先生, 女士, 保安, 门童, 司机, 师傅, 员工, 人员, 住客, 客人, 旅客, 乘客, 学生, 老师, 医生, 同事, 同学, 老人, 小孩, 宝宝, 女儿, 儿子, 父母, 本人, 管理, 管理层, 总台, 旅馆, 住宿, 旅游, 旅行, 出差, 商务, 生意, 连锁, 连锁店, 分店, 总店,
  地点, 地址, 地区, 城区, 市中心, 马路, 街道, 大街, 火车站, 车站, 地铁站, 景点, 景区, 中国, 美国, 日本, 韩国, 外国, 国内, 国外, 内地, 大陆, 全国, 本地, 当地, 南方, 北方, 老家, 乡下, 农村,
  消费, 房价, 房费, 费用, 差距, 区别, 影响, 信息, 资料, 图片, 照片, 截图, 显示, 办理, 基本上, 好象, 档次, 星级, 二星, 品种, 种类, 类型, 型号, 规格, 数量, 数字, 比例, 范围, 内容, 重点, 特点, 优点, 缺点, 关键, 细节, 方案, 项目, 活动, 节日, 春节, 国庆, 中秋, 双十一, 生日, 冬天, 夏天, 春天, 秋天,
  菜品, 菜量, 套餐, 订餐, 食物, 早饭, 午饭, 晚饭, 午餐, 晚餐, 宵夜, 口碑, 名声, 名气, 心理, 心态, 心里, 精神, 眼睛, 手指, 身体, 皮肤, 脸, 嘴, 身份证, 手机号, 对方, 跑步, 运动, 地铁, 地铁上, 公交, 办公室, 眼镜党, 上班族, 党, 环境, 质量, 速度, 硬件, 软件, 楼层, 面积, 空间, 天气, 温度, 声音, 开业, 行程, 行李, 信用卡, 结帐, 结账, 微信, 微博, 支付宝, 淘宝网, 拼多多, 抖音, 天猫店`;

/** Provinces and large cities; other names are told by their capitals or not at all. */
const PLACES = `北京, 天津, 上海, 重庆, 河北, 山西, 辽宁, 吉林, 黑龙江, 江苏, 浙江, 安徽, 福建, 江西, 山东, 河南, 湖北, 湖南, 广东, 海南, 四川, 贵州, 云南, 陕西, 甘肃, 青海, 台湾, 内蒙古, 广西, 西藏, 宁夏, 新疆, 香港, 澳门,
  石家庄, 太原, 沈阳, 大连, 长春, 哈尔滨, 南京, 苏州, 无锡, 常州, 扬州, 杭州, 宁波, 温州, 嘉兴, 绍兴, 义乌, 合肥, 黄山, 福州, 厦门, 泉州, 南昌, 九江, 济南, 青岛, 烟台, 威海, 郑州, 洛阳, 开封, 武汉, 宜昌, 长沙, 张家界, 广州, 深圳, 珠海, 佛山, 东莞, 中山, 惠州, 南宁, 桂林, 海口, 三亚, 成都, 贵阳, 昆明, 大理, 丽江, 拉萨, 西安, 兰州, 西宁, 银川, 乌鲁木齐, 锦江,
  london, paris, new york, nyc, boston, chicago, dallas, denver, houston, philly, philadelphia, seattle, austin, atlanta, miami, orlando, vegas, las vegas, phoenix, charlotte, newark, washington, los angeles, san francisco, san diego, toronto, tokyo, beijing, shanghai, hong kong, singapore, sydney, dubai, america, usa, uk, europe, china, japan, india, canada, mexico`;

const plain = new Set([...splitWords(PLAIN), ...splitWords(PLACES)].map(stemmed));

function stemmed(term: string): string {
  return term.toLowerCase().split(/\s+/).map(stemOf).join(' ');
}

/** Does a term name a person, a place, a time or nothing in particular, so that it is no pain by itself? */
export function isPlain(term: string): boolean {
  // Two letters are an abbreviation: an airport, a size, a state. What begins like a sentence is one's beginning.
  return (
    isTradeWord(term) ||
    plain.has(stemmed(term)) ||
    /^[\p{Script=Latin}\d]{1,2}$/u.test(term) ||
    /^(?:真[让是的心]|很|太[让过]|[让使令这那我你他她它就都也又]|还[是有要]|没[有法]|不[是能会好]|被[人他她])/u.test(
      term,
    )
  );
}
