import type { Bilingual, PersonaConflict } from '@soundings/contracts/persona';
import { SOURCES } from './markdown-words.ts';
import { grouped, percent } from './numbers-in-words.ts';
import { bilingual } from './words.ts';

const RULES: Record<PersonaConflict['rule'], Bilingual> = {
  'behaviour-over-stated': { 'zh-CN': '实际行为优先于自述', en: 'what people do counts over what they say they do' },
  'survey-over-records': { 'zh-CN': '本人所述优先于档案', en: 'what people say of themselves counts over records' },
};
/** Values of the other source. */
const SHOWN = 3;

/** Which source a dimension is shown from and why, and what the other one says; whether they differ is for the numbers to say. */
export function conflictInWords({ kept, rule, other, agreement }: PersonaConflict): Bilingual {
  const told = other.distribution
    .filter(({ suppressed }) => !suppressed)
    .sort((a, b) => b.count - a.count)
    .slice(0, SHOWN)
    .map(({ label, share }) => ({ label: bilingual(label), share: percent(share) }));
  const source = (of: string | null) => SOURCES[of ?? ''] ?? { 'zh-CN': '', en: '' };
  const [is, was, label] = [source(kept), source(other.source), bilingual(other.label)];
  const values = (language: keyof Bilingual) =>
    told.map(({ label: value, share }) => `${value[language]} ${share}`).join(language === 'en' ? ', ' : '、');
  const same = agreement && { share: percent(agreement.share), n: grouped(agreement.n) };
  return {
    'zh-CN': `采用${is['zh-CN']}：${RULES[rule]['zh-CN']}。${was['zh-CN']}中的“${label['zh-CN']}”（约 ${grouped(other.n)} 人）：${values('zh-CN')}。${same ? `两者都有的约 ${same.n} 人中，${same.share} 一致。` : ''}`,
    en: `${is.en} are shown, since ${RULES[rule].en}. “${label.en}” by ${was.en} (of about ${grouped(other.n)}): ${values('en')}.${same ? ` Of about ${same.n} known from both, ${same.share} have the same value.` : ''}`,
  };
}
