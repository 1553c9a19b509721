import { stemOf } from '../matching/text-units.ts';

/**
 * What products, apps, rooms and meals are made of, in both languages: English before the colon, Chinese after it, the
 * usual name first. Terms of one line are one thing.
 */
const PAIRS = `
handle: 把手, 手柄, 提手; knob: 旋钮; lid, cover: 盖子, 盖; cap: 瓶盖; hinge: 铰链, 合页, 转轴; latch, clasp: 卡扣; buckle: 搭扣, 带扣; zipper, zip: 拉链; button: 按钮, 按键;
switch: 开关; strap: 带子, 背带, 肩带; belt: 腰带, 皮带; band, wristband: 表带, 手环带; clip: 夹子; hook: 挂钩; stand: 支架; bracket, mount: 挂架; leg, foot: 支脚, 脚架; wheel, caster: 轮子, 滚轮;
drawer: 抽屉; shelf: 隔板, 层板; cushion: 坐垫, 靠垫; ear pad, ear cushion, earpad: 耳垫, 耳罩; ear tip: 耳塞套, 耳帽; nozzle: 喷嘴, 喷头; hose: 软管, 水管; pipe: 管道, 管子; valve: 阀门; seal, gasket: 密封圈;
filter: 滤网, 滤芯, 过滤器; pump: 水泵, 气泵; motor: 电机, 马达; blade: 刀片, 刀头; brush: 刷子, 刷头; roller: 滚筒; fan: 风扇; sensor: 传感器; thermostat: 温控器; water tank: 水箱; tray: 托盘; basket: 篮子;
bulb: 灯泡; lamp, light: 灯, 灯光; indicator, indicator light: 指示灯; mirror: 镜子; glass: 玻璃; rubber: 橡胶; plastic: 塑料; leather: 皮革; fabric, cloth: 布料, 面料; thread: 线头; seam: 缝线, 接缝; lining: 内衬, 里衬; pocket: 口袋;
sleeve: 袖子; collar: 领子, 衣领; neckline: 领口; cuff: 袖口; hem: 下摆; waist, waistband: 腰围, 裤腰; torso: 上身; bodice: 紧身上衣; slit: 开衩; cut: 剪裁, 版型; cami, camisole: 吊带衫; slip: 衬裙; sole: 鞋底; insole: 鞋垫; heel: 鞋跟; lace, shoelace: 鞋带; toe: 鞋头; tag: 吊牌, 标牌; label: 标签;
cable: 数据线, 电缆; cord, power cord: 电源线; plug: 插头; socket, outlet: 插座; adapter: 适配器, 转接头; port: 接口, 插口; slot: 卡槽, 插槽; antenna: 天线; remote, remote control: 遥控器; keyboard: 键盘; mouse: 鼠标; touchpad, trackpad: 触控板, 触摸板;
hard drive, drive, hard disk: 硬盘; motherboard: 主板; graphics card: 显卡; memory card: 存储卡, 内存卡; webcam: 摄像头; fingerprint: 指纹; stylus, pen: 手写笔, 触控笔; case: 保护壳, 手机壳; tripod: 三脚架; lens cap: 镜头盖; viewfinder: 取景器; flash: 闪光灯;
driver: 驱动; firmware: 固件; system, operating system: 系统; program, application: 程序, 应用程序; account: 账号, 账户, 帐号; password: 密码; verification code, captcha: 验证码; notification: 通知, 推送; widget: 小组件; dark mode: 夜间模式, 深色模式; font: 字体;
subtitle: 字幕; translation: 翻译; sync, synchronization: 同步; backup: 备份; export: 导出; import: 导入; search: 搜索; playlist: 歌单, 播放列表; calendar: 日历; map: 地图; message: 消息, 短信; ad, advertisement: 广告; popup, pop up: 弹窗; link: 链接; page: 页面;
subscription: 订阅; membership: 会员; coupon, voucher: 优惠券, 代金券; points: 积分; invoice: 发票; receipt: 收据, 小票; warranty card: 保修卡; spare part: 备件, 配件; screw: 螺丝; manual, instruction manual: 说明书; template: 模板; dashboard: 仪表板, 仪表盘;
elevator, lift: 电梯; pool, swimming pool: 泳池, 游泳池; gym: 健身房; parking, parking lot: 停车场, 停车位; lobby: 大堂; corridor, hallway: 走廊, 过道; stairs: 楼梯; balcony: 阳台; window: 窗户, 窗子; door: 门, 房门; curtain: 窗帘; carpet: 地毯; floor: 地板;
pillow: 枕头; mattress: 床垫; sheet, bed sheet: 床单; quilt, duvet: 被子, 被褥; towel, bath towel: 毛巾, 浴巾; slipper: 拖鞋; hair dryer, hairdryer: 吹风机, 电吹风; kettle: 水壶, 热水壶; fridge, refrigerator: 冰箱; sink, basin: 水槽, 洗手池; faucet, tap: 水龙头; bathtub: 浴缸;
toilet paper: 厕纸, 卫生纸; key card, room card: 房卡; deposit: 押金; taxi: 出租车; shuttle, shuttle bus: 班车, 接驳车; runway: 跑道; jet bridge: 廊桥; overhead bin: 行李架; seat belt: 安全带; armrest: 扶手; headset: 耳麦; blanket: 毛毯, 毯子;
straw: 吸管; spoon: 勺子; fork: 叉子; chopstick: 筷子; cutlery, tableware: 餐具; napkin: 餐巾纸, 纸巾; bag: 袋子; bottle: 瓶子; cup: 杯子; can: 罐子; soup: 汤; sauce: 酱料, 酱汁; rice: 米饭; noodle: 面条; dumpling: 饺子; bread: 面包; salad: 沙拉;
chicken: 鸡肉; beef: 牛肉; pork: 猪肉; fish: 鱼肉; shrimp, prawn: 虾; egg: 鸡蛋; vegetable: 蔬菜; fries, french fries: 薯条; burger, hamburger: 汉堡; pizza: 披萨, 比萨; steak: 牛排; dessert: 甜点, 甜品; cake: 蛋糕; ice cream: 冰淇淋; coffee: 咖啡; tea: 茶; milk tea: 奶茶;
juice: 果汁; soy milk: 豆浆; beer: 啤酒; wine: 葡萄酒, 红酒; drink, beverage: 饮料, 饮品; menu: 菜单; tip: 小费; queue: 排队; pacifier: 奶嘴; stroller: 婴儿车; diaper: 尿布, 纸尿裤; toy: 玩具; leash: 牵引绳; litter: 猫砂; collar bell: 铃铛; lanyard: 挂绳; pendant: 吊坠;
ear: 耳朵; pressure: 压力, 压迫感; shell, housing: 外壳; needle: 针头; bead: 珠子; magnet: 磁铁, 磁吸; spring: 弹簧; bearing: 轴承; chain: 链条; pedal: 踏板; saddle: 车座, 座垫; handlebar: 车把; brake: 刹车; tyre, tire: 轮胎; wiper: 雨刮器, 雨刷; sunroof: 天窗; trunk: 后备箱; steering wheel: 方向盘; seat: 座椅; horn: 喇叭; bumper: 保险杠
`;

type Line = { en: string; zh: string };

const lines: readonly Line[] = PAIRS.split(';').map((pair) => {
  const [english = '', chinese = ''] = pair.split(':');
  return { en: english.trim(), zh: chinese.trim() };
});
const byWord = new Map<string, Line>();
for (const line of lines) {
  for (const word of line.en.split(', ')) byWord.set(stems(word), line);
  for (const word of line.zh.split(', ')) byWord.set(word, line);
}

function stems(term: string): string {
  return term
    .toLowerCase()
    .split(/[\s-]+/)
    .map(stemOf)
    .join(' ');
}

/** The thing that a term of either language names: the whole term's, else its head's, "metal hinge" or 金属铰链. */
function lineOf(term: string): Line | undefined {
  if (/\p{Script=Han}/u.test(term)) {
    for (let from = 0; from < term.length; from++) {
      const line = byWord.get(term.slice(from));
      // A head of one character is an accident: 电灯 is a lamp, but 红绿灯 and 后门 are things of their own.
      if (line !== undefined && (from === 0 || term.length - from > 1)) return line;
    }
    return undefined;
  }
  const words = stems(term).split(' ');
  for (let from = 0; from < words.length; from++) {
    const line = byWord.get(words.slice(from).join(' '));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** Do two terms name the same thing, in one language or in two? */
export function isSameThing(a: string, b: string): boolean {
  const line = lineOf(a);
  return line !== undefined && line === lineOf(b);
}

/** A term's usual name in the other language, or undefined where the glossary has none. */
export function translated(term: string): string | undefined {
  const line = lineOf(term);
  if (line === undefined) return undefined;
  const [name] = (/\p{Script=Han}/u.test(term) ? line.en : line.zh).split(', ');
  return name;
}
