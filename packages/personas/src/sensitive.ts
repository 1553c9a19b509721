/**
 * Words of the special categories of personal data (GDPR Art. 9; 敏感个人信息, PIPL Art. 28): health, belief, ethnicity,
 * politics, sexual life, biometrics. Whole words in English, substrings in Chinese.
 */
const ENGLISH =
  /\b(health|illness|disease|diabet\w*|cancer|hiv|aids|depress(?:ion|ed)|anxiety disorder|autis\w+|disab(?:led|ility|ilities)|pregnan\w+|miscarriage|medication|diagnos\w+|religio\w*|church|muslim|islam\w*|christian\w*|jewish|hindu\w*|buddhis\w+|ethnic\w*|racial|race|political party|trade union|sexual\w*|gay|lesbian|transgender|biometric\w*)\b/i;
const CHINESE =
  /健康状况|疾病|患病|病史|糖尿病|癌|艾滋|抑郁|焦虑症|自闭|残疾|怀孕|孕妇|流产|服药|确诊|宗教|信仰|教徒|基督|穆斯林|伊斯兰|佛教|道教|民族|种族|政治|党派|党员|工会|性取向|同性恋|跨性别|指纹|人脸/;

/** Does a text say something of the special categories? A false alarm costs a line, a miss a person's secret. */
export function mentionsSensitive(text: string): boolean {
  return ENGLISH.test(text.replaceAll(/[_-]/g, ' ')) || CHINESE.test(text);
}
