import type { ContextTheme, PersonaSwotLine, PersonaTheme } from '@soundings/contracts/persona';
import { percent } from './numbers-in-words.ts';
import type { Described } from './tags.ts';
import { bilingual } from './words.ts';

/** Lines a side. */
const LINES = 3;

/** A theme that the segment names more than others, or as others do and often enough to be worth a line. */
function concerns({ against, share }: PersonaTheme): boolean {
  return against === 'more' || (against !== 'less' && share >= 0.05);
}

/** What concerns this segment of our strengths, weaknesses, chances and threats, each line on its claims. */
export function describeSwot(persona: Described, context: readonly ContextTheme[]): PersonaSwotLine[] {
  const themes = (side: PersonaSwotLine['side'], list: 'pains' | 'wishes' | 'praise', words: [string, string]) =>
    persona[list]
      .filter(concerns)
      .slice(0, LINES)
      .map((claim): PersonaSwotLine => {
        const name = bilingual(claim.name);
        return {
          side,
          text: {
            'zh-CN': `${name['zh-CN']}：${percent(claim.share)} ${words[0]}`,
            en: `${name.en}: ${percent(claim.share)} ${words[1]}`,
          },
          basedOn: [`/${list}/${persona[list].indexOf(claim)}`],
        };
      });
  const rivals = context.flatMap((claim, i): PersonaSwotLine[] => {
    if (claim.role !== 'competitor' || (claim.intent !== 'praise' && claim.intent !== 'complaint')) return [];
    const name = bilingual(claim.name);
    const [zh, en] = claim.intent === 'praise' ? ['称赞', 'praise'] : ['抱怨', 'complain of'];
    return [
      {
        side: claim.intent === 'praise' ? 'threat' : 'opportunity',
        text: {
          'zh-CN': `竞品评论中 ${percent(claim.share)} ${zh}${name['zh-CN']}（产品层面，非本人群）`,
          en: `${percent(claim.share)} of competitors' reviews ${en} ${name.en} (the market, not this segment)`,
        },
        basedOn: [`/context/${i}`],
      },
    ];
  });
  const { pNone } = persona.behaviour;
  const leaving: PersonaSwotLine[] =
    pNone && pNone.interval[0] > 0.5
      ? [
          {
            side: 'threat',
            text: {
              'zh-CN': `平均有 ${percent(pNone.mean)} 的可能不再购买`,
              en: `On average ${percent(pNone.mean)} likely not to buy again`,
            },
            basedOn: ['/behaviour/pNone'],
          },
        ]
      : [];
  return [
    ...themes('strength', 'praise', ['的人称赞', 'praise it']),
    ...themes('weakness', 'pains', ['的人抱怨', 'complain of it']),
    ...themes('opportunity', 'wishes', ['的人希望改进', 'wish for it']),
    ...rivals.filter(({ side }) => side === 'opportunity').slice(0, LINES),
    ...leaving,
    ...rivals.filter(({ side }) => side === 'threat').slice(0, LINES),
  ];
}
