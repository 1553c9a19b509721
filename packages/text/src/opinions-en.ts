import lexicon from './data/opinion-lexicon-en.json' with { type: 'json' };

// In the lexicon, yet in reviews mostly the name of a thing or of what one did: they hint.
const HINTS_ONLY: ReadonlySet<string> = new Set(
  'hot cold worn well right work works worked working lead leads led ready wonder wonders object issues plot hang hung top available significant fall falls funny hard lean warm enough'.split(
    ' ',
  ),
);

// Words that Hu and Liu's lexicon (cameras, phones, players) lacks or that weigh more than one; written for this product.
const ADDED: Readonly<Record<string, string>> = {
  '2': `
    amazing awesome excellent perfect perfectly outstanding fantastic superb wonderful best love loved loves loving adore
    incredible phenomenal exceptional flawless brilliant magnificent stunning gorgeous thrilled delighted kudos delicious
    yum yummy impeccable unbeatable rocks rocked epic heavenly divine must-have obsessed`,
  '1': `
    thanks thank thx thankyou appreciate appreciated grateful helpful quick quickly fast easy easily smooth smoothly
    friendly kind sweet cool nice good great better improved improvement happy glad pleased satisfied enjoy enjoyed
    enjoyable recommend recommended worth worthwhile affordable cheap inexpensive free comfy cozy comfortable soft
    flattering cute pretty beautiful elegant stylish classy fits compliments complimented fresh tasty flavorful juicy
    crisp bright vivid sharp clear reliable sturdy durable solid lightweight compact portable handy convenient
    simple intuitive responsive accurate fun exciting excited impressive impressed win winner yay woohoo woo hooray lol
    haha :) :-) :d ;) <3 👍 😊 😍 ❤ ❤️ 😄 😁 💯 👏 🙌 😃 😀 🎉 💕 safe congrats congratulations amazingly upgrade upgraded
    attentive courteous professional polite welcoming generous reasonable bargain steal value versatile pleasant
    pleasantly delight gem favorite favourite spot-on prompt promptly timely efficient efficiently props bravo`,
  '0.5': `fine ok okay decent nicely ample plenty warm light thin new works working useful full`,
  '-0.5': `
    but though however except wish hope expensive pricey overpriced small large big heavy thin tight loose short
    long old only just despite unless until still yet instead why how hours hour minutes mins wait waiting waited tried
    trying call called calling phone again another change changed told supposed`,
  '-1': `
    no not never cannot nothing nobody none without lack lacks lacked lacking missing miss missed bad poor poorly worse
    slow slowly slower late delay delayed delays cancel canceled cancelled cancellation cancelling cancels stuck stranded
    hold hung disconnect disconnected lost lose losing broke broken break breaks breaking broken-down cracked damaged
    defective faulty fail failed fails failing failure error errors issue issues problem problems trouble difficult
    difficulty hard confusing confused disappointing disappointed disappointment disappoint upset angry frustrated
    frustrating frustration annoying annoyed annoyance rude unhelpful unfriendly unprofessional incompetent lousy
    crap crappy sucks suck sucked sucky junk cheaply cheaply-made flimsy itchy scratchy see-through unflattering boxy frumpy shapeless
    baggy returned return returning refund refunds refunded complaint complain complaints charged overcharged fee fees
    overbooked bumped rebook rebooked rebooking reschedule rescheduled misconnect misplaced ruined ruin ruins waste wasted
    wasting useless pointless unusable unacceptable unable unreliable unavailable unresponsive ignored ignore ignoring
    noisy loud blurry grainy dim dull dark dirty smelly stain stained stale cold bland soggy greasy salty burnt burned dry
    overcooked undercooked cramped crowded uncomfortable painful pain hurt sick wrong incorrect mistake fix seriously ugh
    wtf smh fml :( :-( :/ 😡 😠 👎 😤 😭 😢 💔 😞 😒 🙄 😑 sad sadly unfortunately sorry apology apologize apologies
    excuse excuses lied lie lies lying liar scam fraud rip-off ripoff theft stole stolen steals nope doesn't didn't won't
    can't couldn't wouldn't isn't wasn't don't aren't weren't shouldn't hasn't haven't hadn't`,
  '-2': `
    worst terrible horrible awful horrid atrocious appalling disgusting disgusted pathetic ridiculous outrageous
    unbelievable inexcusable abysmal dreadful hate hated hates hating garbage trash nightmare disaster fiasco
    joke shame shameful disgrace disgraceful furious livid infuriating insane absurd joke never-again avoid beware
    worthless horrendous hell fuck fucking shit shitty bullshit bs damn screwed wtf`,
};

/** Strength by word in lower case: positive above zero, negative below. */
export const ENGLISH_OPINIONS: ReadonlyMap<string, number> = new Map([...known(), ...added()]);

export const ENGLISH_NEGATORS: ReadonlySet<string> = new Set(
  `not no never none nobody nothing neither nor cannot can't cant don't dont doesn't doesnt didn't didnt won't wont wouldn't
  wouldnt couldn't couldnt shouldn't isn't isnt wasn't wasnt aren't arent weren't werent hasn't haven't hadn't ain't aint
  without hardly barely rarely seldom lack lacks lacking n't`.split(/\s+/),
);

/** Make the next opinion word louder or softer. */
export const ENGLISH_DEGREES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    very: 1.4,
    really: 1.3,
    so: 1.3,
    too: 1.2,
    extremely: 1.7,
    super: 1.6,
    absolutely: 1.6,
    totally: 1.5,
    completely: 1.5,
    incredibly: 1.7,
    highly: 1.5,
    especially: 1.3,
    quite: 1.1,
    pretty: 1.1,
    most: 1.3,
    more: 1.1,
    much: 1.2,
    truly: 1.4,
    somewhat: 0.7,
    slightly: 0.6,
    bit: 0.7,
    little: 0.7,
    fairly: 0.9,
    kinda: 0.7,
    almost: 0.6,
    barely: 0.5,
  }),
);

function* known(): Generator<[string, number]> {
  for (const word of lexicon.positive.split(' ')) yield [word, HINTS_ONLY.has(word) ? 0.5 : 1];
  for (const word of lexicon.negative.split(' ')) yield [word, HINTS_ONLY.has(word) ? -0.5 : -1];
}

function* added(): Generator<[string, number]> {
  for (const [strength, words] of Object.entries(ADDED)) {
    for (const word of words.split(/\s+/)) if (word !== '') yield [word, Number(strength)];
  }
}
