import type { Bilingual, Persona, PersonaMovement } from '@soundings/contracts/persona';
import type { PersonaChange } from '@soundings/contracts/persona-diff';
import { REMADE } from './markdown-words.ts';
import { grouped, percent } from './numbers-in-words.ts';
import { bilingual } from './words.ts';

type Accounted = {
  before: Persona;
  after: Persona;
  changes: readonly PersonaChange[];
  movement: PersonaMovement | null;
};

/** The diff for a reader: what changed beyond chance, what is told anew or no more, who moved; nothing else. */
export function accountOf({ before, after, changes, movement }: Accounted): Bilingual {
  const changed = changes.filter(({ verdict }) => verdict === 'changed');
  const noise = changes.filter(
    ({ verdict, before: old, after: now }) => verdict === 'within-noise' && old !== now,
  ).length;
  const told = (verdict: PersonaChange['verdict'], language: keyof Bilingual) =>
    changes.filter((change) => change.verdict === verdict).map(({ label }) => label[language]);
  const lines = (language: keyof Bilingual) =>
    changed.map(({ label, unit, before: old, after: now }) => {
      return `${label[language]}: ${amount(old, unit)} → ${amount(now, unit)}`;
    });
  const list = (items: readonly string[], language: keyof Bilingual) => items.join(language === 'en' ? '; ' : '；');
  const parts = [
    {
      'zh-CN': `第 ${before.version} 版（${before.snapshot}）到第 ${after.version} 版（${after.snapshot}）`,
      en: `Version ${before.version} (${before.snapshot}) to ${after.version} (${after.snapshot})`,
    },
    sizes(before, after),
    changed.length > 0
      ? {
          'zh-CN': `超出误差的变化：${list(lines('zh-CN'), 'zh-CN')}`,
          en: `Changed beyond chance: ${list(lines('en'), 'en')}`,
        }
      : { 'zh-CN': '没有超出误差的变化', en: 'Nothing changed beyond chance' },
    noise > 0 && {
      'zh-CN': `另有 ${noise} 项的差异在误差之内`,
      en: `${noise} other claims differ no more than chance allows`,
    },
    told('appeared', 'en').length > 0 && {
      'zh-CN': `新出现：${told('appeared', 'zh-CN').join('、')}`,
      en: `Told for the first time: ${told('appeared', 'en').join(', ')}`,
    },
    told('vanished', 'en').length > 0 && {
      'zh-CN': `不再给出：${told('vanished', 'zh-CN').join('、')}`,
      en: `No longer told: ${told('vanished', 'en').join(', ')}`,
    },
    movement && moves(movement),
  ].filter((part) => typeof part === 'object' && part !== null);
  return {
    'zh-CN': parts.map((part) => `${part['zh-CN']}。`).join(''),
    en: parts.map(({ en }) => `${en}.`).join(' '),
  };
}

function sizes(before: Persona, after: Persona): Bilingual | null {
  const [old, now] = [before.segment.n, after.segment.n];
  if (old === null || now === null || old === now) return null;
  return {
    'zh-CN': `人数约 ${grouped(old)} → ${grouped(now)}`,
    en: `About ${grouped(old)} → ${grouped(now)} people`,
  };
}

function moves({ since, remade, stayed, entered, left }: PersonaMovement): Bilingual {
  const streams = (of: PersonaMovement['entered'], language: keyof Bilingual) =>
    of.map(({ label, n }) => `${bilingual(label)[language]} ${grouped(n)}`).join(language === 'en' ? ', ' : '、');
  const none = { 'zh-CN': '无可展示', en: 'none that can be told' };
  const by = remade ? REMADE : { 'zh-CN': '', en: '' };
  return {
    'zh-CN': `自 ${since} 起${by['zh-CN']}约 ${grouped(stayed)} 人留在其中；转入：${streams(entered, 'zh-CN') || none['zh-CN']}；转出：${streams(left, 'zh-CN') || none['zh-CN']}`,
    en: `Since ${since}${by.en} about ${grouped(stayed)} stayed; came from: ${streams(entered, 'en') || none.en}; went to: ${streams(left, 'en') || none.en}`,
  };
}

function amount(value: number | null, unit: string): string {
  if (value === null) return '–';
  if (unit === 'share') return percent(value);
  if (unit === 'XXX') return grouped(value);
  return unit === 'points' || unit === 'score' || unit === 'orders' ? String(value) : `${unit} ${grouped(value)}`;
}
