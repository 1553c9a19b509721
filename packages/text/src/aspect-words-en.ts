const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Nouns that name no aspect of a product: times, people, amounts, and what one calls the whole thing. */
export const NO_ASPECT = words(
  `thing things lot lots bit kind kinds sort way ways time times day days week weeks month months year years hour hours
  minute minutes second seconds one ones someone anyone everyone everything something anything nothing none people person
  guy guys friend friends wife husband boyfriend girlfriend son daughter mom dad mother father kid kids child children
  family sister brother parents couple man woman men women lady student students customer customers owner owners user users
  folks reviewer reviewers others other reason reasons problem problems issue issues complaint complaints idea fact case
  point points part parts rest end today yesterday tomorrow morning night evening afternoon weekend summer winter birthday
  anniversary holiday christmas wedding vacation review reviews star stars pro pros con cons side sides money dollar dollars
  buck bucks world life city town street area neighborhood place places restaurant restaurants computer computers laptop
  laptops notebook notebooks netbook netbooks machine machines pc pcs mac macs macbook macbooks product products item items
  model models device devices unit units company companies phone phones camera cameras player players apple dell hp toshiba
  sony acer asus lenovo samsung nokia canon nikon amazon microsoft half piece pieces amount plenty difference matter opinion
  experience experiences love must fun deal group date party trip super question questions answer chance condition total luck
  shame pleasure surprise mistake decision example instance brand brands pair stuff sense hand hands head mind heart eye
  eyes moment middle block lack assortment occasion name work conversation buy story movie movies pad book books care front
  top right combination notch tv option options lrb rrb`,
);

/** Nouns that name one only as part of a longer term ("customer service", "power button"). */
export const SELDOM_ASPECT = words(
  `order line visit business choice choices version type types style need needs touch back job share inch inches gb mb ghz
  mp home house school college class box web site website shop shops store word words change purchase course self thanks
  thank`,
);

/** Adjectives that make one term with the noun after them. */
export const CLASSIFIERS = words(
  `hard optical extended external technical digital front internal solid graphic graphical wireless built-in main rear live
  happy indian italian french chinese japanese thai korean spanish mexican american asian vietnamese greek turkish grilled
  fried steamed raw sweet sour red white black green dim soft roasted baked smoked stuffed mashed caesar dual manual
  automatic lcd hdmi usb bluetooth international outdoor private vegetarian`,
);

/** What a product does or has done to it: an aspect where an opinion stands beside it ("easy to use", "works great"). */
export const DOINGS = words(
  'use priced served runs run works work built designed charge charges boots carry navigate type typing seated delivered set',
);

/** "Quality of food" is one term. */
export const MEASURES = words('quality glass bottle bowl cup plate slice taste price size choice');
