import type { Intent } from '@soundings/contracts/mention';

const CHINESE_WISH =
  /希望|建议|但愿|盼望|盼着|期望(?!.{0,2}[太过很高])|期待.{0,12}(?:改|更新|推出|升级|增加|加|出|优化|能)|(?:要是|如果|若是?|假如).{0,14}(?:能|可以|会|再|有|就)(?!.{0,10}(?:不会|会退|退货)).{0,16}(?:好|完美|棒|方便|爽|赞|满意|理想)|最好(?:能|可以|是能|加|有|再|把|配|不要|别|增)|(?:能不能|可不可以|可否|能否|是否可以|是否能)|(?:应该|应当|应|该|需要?|有待|尚需|还需|必须|亟待|亟需|望|请|要|能)(?:再|多|尽快|继续|更|好好|适当|进一步)?(?:增加|加强|改进|改善|提高|提升|优化|完善|加大|改一改|改改|加个|加一个|更新|注意|重视|努力|整改|升级)|求(?:增加|加|更新|改|出|优化)|不妨|何不|快点?(?:出|更新|修复|改)|下次(?:能|可以)|想要(?:个|一个|有)/u;
const CHINESE_PAST_WISH =
  /(?:本来|原本|当初|原来|曾经).{0,6}希望|希望(?:落空|破灭)|没有?希望|建议(?:大家|你|您|各位|想|不要|别|谨慎|慎|去|购买|买|入|选|住)/u;
const CHINESE_QUESTION =
  /(?:吗|么|呢|嘛)[?？!！\s]*$|(?:请问|求助|求教|求解|想问|问一下|问下|请教)|(?:怎么|怎样|如何|哪里|哪儿|什么时候|啥时候|多久|多少|几点|哪个|哪种|谁|有没有人|有人知道|是不是|会不会|有没有|还是).*[?？]|(?:怎么|如何)(?:用|使用|操作|设置|弄|连|安装|下载|退|换|充|开|关|调|办理|申请|查)/u;
const ENGLISH_WISH =
  /\b(?:wish(?:ed|es)?|hop(?:e|es|ing)(?:fully)?|if only|suggest(?:ion)?s?|recommend (?:that )?(?:you|they|the (?:company|manufacturer|maker))|would (?:be (?:nice|great|good|better|awesome|cool|helpful|perfect|even better)|love|like|prefer|have (?:liked|loved|preferred)|appreciate)|'d (?:be (?:nice|great)|love|like|prefer)|could (?:use|do with|have (?:been|had)|be (?:a (?:bit|little) )?(?:better|bigger|smaller|longer|shorter|larger|wider|brighter|faster|cheaper|improved|more))|should (?:add|have|include|be|offer|make|come|provide|consider|improve|bring|allow|let|get)|needs? (?:to (?:be|have|add|improve|work|get|include|come|fix|make|offer|bring)|an? |more |better |improvement|some )|please (?:add|make|bring|fix|consider|let|allow|include|give|get|improve|offer|provide)|looking forward|can (?:you|we) (?:please |pls )?(?:add|get|have|make|bring|fix)|(?:want|wanted) (?:it )?to have|(?:better|nicer|great|perfect|nice) if|room for improvement|would've)\b/iu;
const ENGLISH_PAST_WISH =
  /\bhope (?:this|that|it) helps|\bi would (?:like|love) to (?:thank|say|give|point)|\bhop(?:e|ed|ing) (?:for|it would|this would|that it would)|\bas (?:i|we) (?:had )?hoped|\bwish(?:es|ing) you\b|\bbest wishes\b/iu;
const ENGLISH_QUESTION =
  /\?\s*$|^(?:how|what|when|where|why|who|which|can|could|do|does|did|is|are|will|would|any ?one|any) .*\?|\b(?:does|do) any(?:one|body) know\b|\bi(?:'m| am)? wonder(?:ing)?\b|\bany idea\b/iu;

/** What is known of a clause when its intent is asked. `polarity` is its score from −1 to 1. */
export type ClauseMood = { clause: string; language: 'zh' | 'en'; score: number; neutralBand: number };

/**
 * What a clause wants, asked before how it feels: a wish is neither praise nor complaint however it is worded, a
 * question only where it does not scold. `clause` includes its closing punctuation.
 */
export function intentOf({ clause, language, score, neutralBand }: ClauseMood): Intent {
  if (isWish(clause, language)) return 'wish';
  const isQuestion = (language === 'zh' ? CHINESE_QUESTION : ENGLISH_QUESTION).test(clause);
  if (isQuestion && score > -2 * neutralBand) return 'question';
  if (score >= neutralBand) return 'praise';
  if (score <= -neutralBand) return 'complaint';
  return 'other';
}

function isWish(clause: string, language: 'zh' | 'en'): boolean {
  if (language === 'zh') return CHINESE_WISH.test(clause) && !CHINESE_PAST_WISH.test(clause);
  return ENGLISH_WISH.test(clause) && !ENGLISH_PAST_WISH.test(clause);
}
