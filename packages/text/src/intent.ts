import type { Intent } from '@soundings/contracts/mention';
import type { Mood } from './mood.ts';
import type { Spoken } from './polarity.ts';

/**
 * What is known of a clause when its intent is asked. `clause` is in normal form, its closing marks included; `lean` is
 * the whole text's log-odds of being positive.
 */
export type ClauseIntent = { clause: string; language: Spoken; mood: Mood; lean: number };

type Patterns = {
  /** Without any of these nothing is wished for: most clauses need no closer look. */
  hint: RegExp;

  wish: RegExp;
  noWish: RegExp;
  form: RegExp | null;
  ask: RegExp;
  question: RegExp;
  rhetorical: RegExp;
};

const anyOf = (flags: string, ...patterns: readonly RegExp[]) =>
  new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), flags);

const PATTERNS: Readonly<Record<Spoken, Patterns>> = {
  zh: {
    hint: /[望建愿盼期要如若假会好能可否需须必亟请应当该次后续快紧抓多求何想给再更改让予待尚加努]/u,
    wish: anyOf(
      'u',
      /希望|但愿|盼望|盼着|建议(?!大家|各位|您?你?们?(?:别|不要|慎))/,
      /期待.{0,12}(?:改|更新|推出|升级|增加|加|出|优化|能)/,
      /(?:要是|如果|若是?|假如|要).{0,18}(?:就|会|更)(?:更|太|会|是)?(?:好(?!像|吃些|喝些)|完美|棒|方便|爽|赞|满意|理想)/,
      /(?:要是|如果|若是?).{2,24}就(?:更|再).{1,4}了|能.{0,6}(?:点|些)就好/,
      /(?:点|些|下|了|开|个|给|长|大)(?:的话)?(?:就|会)(?:更|太)?(?:好|完美|棒)了/,
      /^(?:那?就|会)(?:更|太|很)?(?:好|完美|棒|方便)了?[。.!！]*$/,
      /最好(?:还是)?(?:能|可以|是能|加|有|再|把|配|不要|别|增)/,
      /(?:能不能|可不可以|可否|能否|是否可以|是否能)(?!再坑)/,
      /(?:需要?|有待|尚需|还需|仍需|必须|亟待|亟需|急需|望|请|应该?|应当|能)(?:再|多|尽快|继续|更|好好|适当|进一步|及时)?(?:增加|加强|改进|改善|提高|提升|优化|完善|加大|改一改|改改|加个|加一个|更新|注意|重视|努力|整改|升级)/,
      /(?:下次|以后|继续|尽快|赶紧|快点?|抓紧|多多?)(?:改进|改善|改正|加油|优化|更新|修复|努力|改)/,
      /请(?:商家|卖家|店家|京东|你们|贵|客服|老板|酒店)?.{0,6}(?:注意|关注|改|不要|别|联系|加|重视|提高|解决|处理|给|尽快|尊重)/,
      /(?:^|[,，])(?:也)?望(?:商家|卖家|酒店|京东|携程|贵|店家|能|尽快|认真|改)|予以改|^.{0,4}如果能(?:提供|增加|有|加|配|送)|请.{1,12}(?:能|核实|确认)|应[该当](?:针对|配|加|有个|提供|增加|安排|设)/,
      /求(?:增加|加|更新|改|出|优化)|何不|(?:想要|想让|要求)(?:个|一个|有|你们|商家|卖家)|(?:可以|能)给.{0,8}[吗么]/,
      /(?:再|更)(?:大|小|多|快|便宜|早|长|厚|薄|轻|热|辣|甜)(?:一?点|一?些)(?:就|会|才)/,
    ),
    noWish: anyOf(
      'u',
      /(?:本来|原本|当初|原来|曾经|满怀).{0,6}(?:希望|期待)|希望(?:落空|破灭)|没有?希望|不建议/,
      /建议.{0,16}(?:的人|的朋友|的同学|的家长|的读者|的顾客)|(?:写明|备注|注明|标注|说好).{0,8}请/,
      /希望(?:大家|消费者|各位|亲们|买家|后来|你们别买)|不会希望|(?:大家|各位|亲们?).{0,4}最好|能不能(?:再|不要).{0,12}(?:坑|小时|分钟|钟头)|之后能不能|太.{1,5}的(?:需要|要|请)注意|(?:希望|建议).{0,10}(?:慎重|谨慎|慎买|别买|不要买|不要来|别来|别上当|不要再?上当|绕行|绕道|三思)/,
      /(?:童年|小时候|早点?(?:看|读|买|遇)).{0,12}该多好/,
    ),
    form: null,
    ask: /请问|请教|求助|求解|求教|想问|问一?下|有没有人|有人知道|有谁知道|怎么(?:用|使用|操作|设置|弄|连|安装|下载|开|关|调|办理|申请|查)|如何(?:用|使用|操作|设置|连接|安装|下载|办理|申请|查询)|有什么区别|是真的吗|是正品吗/u,
    // A bare mark asks nothing: many Chinese sources turn emoji into "?".
    // Looked for from the mark back: from each such word on, a long clause would be read to its end each time.
    question:
      /[?？](?<=(?:吗|么|呢|嘛|什么|怎|哪|谁|几|多少|多久|是不是|会不会|能不能|有没有|何|啥|是否)[^?？]*[?？])|(?:吗|么)\s*$/u,
    rhetorical:
      /难道|凭什么|凭啥|不是.{0,10}[吗嘛么]|对得起|搞什么|什么玩意|什么东西|什么态度|什么意思|什么情况|怎么(?:会|能|可以|这么|那么|回事|搞|不|没|就)|为什么|为啥|居然|竟|在哪|良心|至于吗|何必|算什么|还.{0,8}吗|这.{0,6}吗|就.{0,8}吗|你们?|谁/u,
  },
  en: {
    hint: /wish|only|hop|suggest|recommend|would|'d|will|might|could|should|need|improve|can|please|pls|consider|goal|refund|get|tell|let|time|want|better|nice/i,
    wish: anyOf(
      'iu',
      /\bwish(?:ed|es|ing)?\b|\bif only\b|\bhop(?:e|ing)(?:fully)? (?:they|you|that|it|this|the|someone|to see|for (?:a|an|more|better)|u)\b|\b(?:i|we) hope\b/,
      /\bsuggest(?:ion)?s?\b|\brecommend (?:that )?(?:you guys|they|the (?:company|manufacturer|maker|seller))/,
      /\bwould(?:n't| not)? (?:be|have been) (?:so |much |even |really |a lot |very )?(?:nice|nicer|great|good|better|awesome|cool|helpful|perfect|beneficial|more \w+)(?: (?:if|to|with|for|without|shorter|longer|in)|\s*[.!]*$)/,
      /\b(?:would|will|might|could) (?:really |also |definitely )?help\b|\bwould (?:i )?(?:have )?(?:liked?|loved?|preferred?|appreciated?) (?:to (?:see|have|get|receive|know)|it if|if|a|an|the|some|more)\b|(?:i|we)'d (?:love|like|prefer) (?:to (?:see|have|get)|it if|a|an|some|more)\b/,
      /\bcould use\b|\bcould do with\b|\bcould be (?:a |an )?[\w ]{0,24}\bif\b|\b(?:would|'d|could|might|even) (?:\w+ ){0,4}(?:better|nicer|great|perfect|nice) if\b(?! you(?:'re| want| like| are))|\broom for improvement\b/,
      /(?<!\bi )(?<!\bwe )\bshould (?:really |definitely |also |at least |seriously )?(?:add|have (?!been|gone|ordered|known|got|bought|read|listened)|include|offer|make|come (?:with|in)|provide|consider|improve|bring|allow|let|get|stop|start|train|hire|send|board|sell|change|fix|put|use|be (?:allowed|available|more|an option))/,
      /\b(?:i|we) (?:really |still |just )?need (?:(?:a|some) (?!size|petite|small|medium|large|x|new|good)|your |you (?:guys )?to |help\b|compensation|answers)|(?:^|[-–.,!] ?)need (?:a (?:flight|refund|hotel|rebook)|to (?:change|rebook|speak|talk)|help\b)|\b(?:i|we) want (?:my|our) .{2,30} (?:back|refunded)/,
      /^(?:@\w+ )*tell (?:the|your|my|our|them|someone)\b.{0,60} to \w+|\blet there (?:also )?(?:pls |please )?be\b|\bif (?:they|you|it|one|only).{0,12} (?:could )?only\b|\bcould only (?:get|have|add)|\btime for (?:a|another) (?:re|new|change|upgrade)|\bjust needs (?:a|an|some)\b/,
      /(?<!\b(?:i|we|will|'ll|may|would|might|don't|didn't|not|you) )\b(?<!than it )(?<!also )needs? (?:to (?!be (?:returned|average)|go back)|an? |more |better |improvement|some |live |answers )/,
      /\b(?:you|u) guys need\b|\byou (?:really |seriously )?need (?:a better|more|better|live|to (?:add|fix|improve|train|hire|change|bring|offer|get your))\b|\bplease(?! ?\?)(?:,)? (?:do not|don'?t|\w+)|\b(?:can|could|would|will) (?:you|u|we|someone)(?: guys)? (?:please |pls )?(?:add|make|bring|fix|offer|consider|equip|start|stop|allow)\b/,
      /\bconsider (?:making|adding|offering|bringing)|\bgoal should\b|\b(?:i|we) (?:would|'d) like to receive\b|^(?:@\w+ )*(?:a |full )?refund (?:and|please)|\bget (?:flight|me|us|my|our)\b.* (?:into|out|home|back|on|off)\b/,
    ),
    noWish: anyOf(
      'iu',
      /\bhope (?:this|that|it) helps|\bhope (?:you|they|it|i) (?:did|had|was|were)|\b(?:would|'d) (?:like|love) to (?:thank|say|give|point)|\b(?:had|as (?:i|we)) (?:had )?hoped|\bwish(?:es|ing) you\b|\bbest wishes\b|\bplease[d]\b|\bget their wish|\bwish ?list\b|\bno need (?:to|for)\b|\bplease with\b|\bwill do\b|\bhope you (?:don't|do not)\b|\bshould have (?:booked|flown|stayed|tried|returned|sized|bought)|\b(?:can|could) (?:someone|you|u|anyone)(?: please)? (?:explain|tell|confirm|clarify)\b|\bwhat do you suggest|\bsuggest (?:others|to ask|that you)|\bi (?:do )?suggest (?:others|to|you)\b(?! guys| add| make| fix| offer)|\b(?:usually|normally|typically|probably|would|'d) need\b/,
      /\bsuggest(?:ion)? (?:is )?(?:to |you )?(?:eat|try|order|sizing|buying|getting|going|making a|reserv)|\bneed to be (?:careful|aware)|\bif (?:what )?(?:you|u|one) (?:need|want)|\basked\b.*\bif (?:they|you|he|she|it)\b|\bto please\b/,
    ),
    form: /^(?:@\w+[,:]? )*(?:[^\w@^]*(?:so|and|or|but|also|hi|hey|hello|please|pls|ok|question|my question is|\^\w+)\b[,:]? )*(?:(?:is|are|am|was|were|do|does|did|will|would|can|could|should|has|have|may) (?!you (?:guys )?(?:kidding|serious|joking))(?:i|you|u|we|they|he|she|it|there|my|your|our|the|this|that|these|those|any|anyone|someone|people|one|flight|\w+ flights?|\w+)\b|(?:what|where|when|which|who)(?:'s| is| are| do| does| did| will| would| can| should| time| number| kind| type| if| to)\b|how (?:long|do i|do we|do you|does one|can (?:i|we)|much is|many|about|would i)\b|any (?:chance|idea|info|information|update|updates|word|thoughts|way|plans|news|suggestions)\b)/iu,
    ask: /\b(?:does|do) any(?:one|body) know\b|\bi(?:'m| am)? (?:just )?wonder(?:ing)?\b|\bany (?:idea|info|update|updates|thoughts|plans|chance|way|suggestions|word)\b|\b(?:can|could|may) (?:i|my|we|one|you|u)\b|\b(?:how (?:do|does|long|much|many|can i|would)|where (?:do|can|is)|what(?:'s| is| are) (?:the|your|my)|when (?:will|do|does|is|would)|who (?:do|can)|is there|are there|do you|will there)\b|\bwhat (?:should|can) (?:i|we) do\b|\bcan (?:you|u)(?: guys)? (?:please )?help\b|\b(?:correct|right|ok|yes) ?\?/iu,
    question: /\?/u,
    rhetorical:
      /\b(?:how (?:is|hard|do you not|can (?:a person|you|u|they|anyone)|could)|why (?:would|do you hate|is it so|don't you|can't|have)|really ?\?|seriously|are you (?:kidding|serious)|ru kidding|would it kill|what (?:the|kind)|who (?:does|cares)|do i really|worst|ever ?\?|you guys there)\b|guess what|^(?:@\w+ )*(?:where is (?:the|your) ["“])|\?!|!\?/iu,
  },
};

/** So sure a complaint is one even where it closes with "improve it". */
const SCOLDING = 0.95;

/**
 * What a clause wants, asked before how it feels: a wish is neither praise nor complaint however it is worded; a
 * question asks to be told, and one that scolds (rhetorical, in a text that complains) is a complaint.
 */
export function intentOf({ clause, language, mood, lean }: ClauseIntent): Intent {
  const { hint, wish, noWish, form, ask, question, rhetorical } = PATTERNS[language];
  if (hint.test(clause) && wish.test(clause) && !noWish.test(clause) && !isScolding(clause, language, mood))
    return 'wish';
  const feeling = feelingOf(mood);
  if (language === 'zh' && /请问|请教|求助|求解/u.test(clause) && !rhetorical.test(clause)) return 'question';
  if (!question.test(clause)) return feeling;
  const isRhetorical = rhetorical.test(clause);
  if (!isRhetorical && (ask.test(clause) || form?.test(clause) === true)) return 'question';
  const isAsking = !isRhetorical && (language === 'en' || lean > 0) && feeling !== 'complaint';
  if (isAsking) return 'question';
  return feeling === 'praise' ? 'praise' : 'complaint';
}

/** What a mood alone says of intent: the likeliest of its chances. */
export function feelingOf({ praise, complaint, neither }: Mood): 'praise' | 'complaint' | 'other' {
  if (neither >= praise && neither >= complaint) return 'other';
  return praise >= complaint ? 'praise' : 'complaint';
}

function isScolding(clause: string, language: Spoken, { complaint }: Mood): boolean {
  return language === 'zh' && complaint >= SCOLDING && !/希望|建议|能不能|请/u.test(clause);
}
