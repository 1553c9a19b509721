import type { ThemeDomain } from '@soundings/contracts/theme';

/** A trade that has words of its own. */
export type NamedDomain = Exclude<ThemeDomain, 'goods'>;

/** Words that name a trade itself rather than what is good or bad about it. */
export const domainWords: Readonly<Record<NamedDomain, string>> = {
  apparel: `dress, shirt, t shirt, tshirt, tee, pants, jeans, skirt, sweater, blouse, jacket, coat, shoes, sneakers, socks, bra, leggings, wear, wearing, outfit, clothes,
    衣服, 裤子, 裙子, 鞋, 鞋子, 外套, 毛衣, 衬衫, 羽绒服, 牛仔裤, 穿, 内衣, 袜子, 卫衣, T恤`,
  app: `app, apps, install, uninstall, download, downloaded, login, this game, android, ios, iphone app,
    软件, 应用, 下载, 安装包, 卸载, 登录, 闪退, 游戏, 小程序, 客户端, APP`,
  beauty: `shampoo, conditioner, hair, skin, lotion, cream, makeup, lipstick, perfume, soap, moisturizer,
    洗发水, 洗发露, 护发素, 面膜, 护肤, 沐浴露, 口红, 化妆品, 乳液, 洗面奶, 头发, 皮肤`,
  book: `book, books, novel, author, chapter, paperback, read this, kindle, 书, 本书, 小说, 作者, 读者, 出版社, 阅读, 翻译`,
  car: `car, cars, vehicle, suv, sedan, engine, dealership, test drive, 车, 提车, 汽车, 发动机, 油耗, 4S店, 试驾, 车型, 变速箱`,
  electronics: `phone, cell phone, laptop, computer, camera, player, dvd player, tablet, tv, television, monitor, router, ipod, printer, headphones, charger, battery,
    手机, 电脑, 笔记本, 相机, 平板, 屏幕, 电池, 机器, 耳机, 充电, 显卡, 硬盘, 键盘, 摄像头, 热水器, 电视, 主机, 系统`,
  flight: `flight, flights, airline, airlines, airport, plane, airplane, boarding, flying, flt, luggage, flight attendant, airways,
    航班, 航空, 飞机, 机场, 登机, 机票, 起飞, 空姐, 值机`,
  food: `food, restaurant, meal, pizza, burger, chicken, delicious, taste, tasty, waiter, waitress, dinner, lunch, sushi, dish, dishes, menu, ate,
    外卖, 餐厅, 菜, 吃, 味道, 好吃, 难吃, 饭, 口味, 餐, 水果, 苹果, 奶茶, 牛奶, 米饭, 送餐`,
  hotel: `hotel, room, rooms, check in, front desk, stay, stayed, lobby, breakfast, motel, inn, resort,
    酒店, 宾馆, 房间, 入住, 前台, 客房, 住, 早餐, 大堂, 退房`,
};
