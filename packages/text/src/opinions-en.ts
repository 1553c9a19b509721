import lexicon from './data/opinion-lexicon-en.json' with { type: 'json' };

// In the lexicon, yet in reviews mostly the name of a thing or of what one did: they hint.
const HINTS_ONLY: ReadonlySet<string> = new Set(
  'hot cold worn well right work works worked working lead leads led ready wonder wonders object issues plot hang hung top available significant fall falls funny hard lean warm enough fried dim wild die dies killing kill split excel pros cons kind return returning plain crash leading promised led boost'.split(
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
    attentive courteous friendlier diverse varied fluffy moist tender succulent crispy savory authentic homemade creamy rich snappy speedy zippy crystal-clear user-friendly faster quicker easier lighter brighter nicer happier cleaner sharper attentively professional polite welcoming generous reasonable bargain steal value versatile pleasant
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
    overcooked undercooked cramped crowded uncomfortable painful pain hurt sick wrong incorrect mistake fix seriously ugh inedible flavorless tasteless nosiy quit replaced undercooked overpriced clueless unattentive inattentive dismissive repair repairs repaired replacement replace forced omitted bulk freeze freezes froze frozen lag lags glitch glitches crashed crashes dies dead
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

const POSITIVE_PHRASES = [
  'to die for',
  'must[- ](?:try|have|see|buy)',
  'worth (?:it|the (?:wait|price|money|trip|drive)|every (?:penny|cent))',
  "can ?(?:n['o]t|not) (?:beat|go wrong|complain|be beat(?:en)?|wait|say enough|imagine an? \\w+er|ask for (?:more|better))",
  "could ?(?:n['o]t|not) be (?:happier|better|more pleased|easier|nicer)",
  'no (?:problems?|issues?|complaints?|hassles?|trouble|lags?|defects?|worries)',
  'never (?:had|have had|have) (?:any |a )?(?:problem|issue|bad|complaint)s?',
  'without (?:any )?(?:problem|issue|hitch|trouble|difficulty|hassle)s?',
  'top[- ]notch',
  'spot on',
  'above average',
  'above and beyond',
  'well[- ](?:worth|made|done|built|designed|priced|organized|prepared|constructed|cooked)',
  '(?:reasonably|fairly|well) priced',
  '(?:highly|definitely|would|strongly) recommend',
  'second to none',
  'lives? up to',
  'blown away',
  "(?:will|would|'ll) (?:definitely |certainly )?(?:be back|return|go back|buy again|order again|come back|be returning)",
  'true to size',
  'thumbs up',
  'class act',
  'made my day',
  'so far so good',
  'look(?:ing)? forward',
  'no need to',
  'with ease',
  '(?:long|longer|great|good|excellent|amazing) battery life',
  'saves? (?:me|you|time|money|room|space)',
  'in (?:just )?(?:a few )?seconds',
  'keep (?:us|me|you) coming',
  'more than (?:enough|happy|satisfied)',
];

const NEGATIVE_PHRASES = [
  'below average',
  'stay away',
  '(?:huge |total |complete )?waste of',
  'rip[- ]?off',
  'let down',
  'nothing special',
  'nothing to write home',
  '(?:stopped|quit|stops) (?:working|charging)',
  "(?:does|did|do|is|would|wo) ?n['o]t work",
  'sen[dt] (?:it |them |this )?back',
  'hung up',
  'on hold',
  'no (?:response|reply|answer|help|luck|update|idea|explanation|apology|refund|one|customer service)',
  'never (?:again|got|received|came|arrived|worked|returned|going back|fly|flying|buy|go back|return)',
  "(?:will|would|wo) ?n['o]t (?:be (?:back|returning)|return|go back|recommend|buy|order|fly)",
  'thanks (?:a lot )?for (?:nothing|not|the no|losing|ruining|cancel\\w*|making me)',
  '(?:fall|falls|falling|fell|came|coming) apart',
  '(?:low|poor|bad) quality',
  'not (?:so (?:good|great)|impressed|that great|up to)',
  "could (?:have|'ve) been better",
  'room for improvement',
  'too (?:small|big|large|long|short|tight|loose|expensive|heavy|slow|thin|thick|bad|much|many|little|few|low|high|late|loud|salty|sweet|dry|soft|hard|wide)',
  'hours? (?:late|delay|wait)',
  'still (?:no|waiting|not)',
  'at my (?:own )?expense',
  'had to (?:pay|send|return|replace|buy|wait|call|restart|reinstall|ask|take|have|ship|reboot)',
  '(?:has|have|had|with|there is|there was) no (?!problem|issue|complaint|doubt|idea|regret)',
  'not enough',
  'in need of',
  '(?:way|a bit|a little|little|bit|kind of) (?:over|under)\\w+',
  'over[- ](?:sized|priced|rated|cooked|heat\\w*)',
  'for (?:repair|repairs|service)',
  'was forced',
  'instead of',
];

/** Judgements of several words, positive in the first group, negative in the second; both weigh 1.5. */
export const ENGLISH_PHRASES = new RegExp(
  `\\b(?:(${POSITIVE_PHRASES.join('|')})|(${NEGATIVE_PHRASES.join('|')}))\\b`,
  'gu',
);
