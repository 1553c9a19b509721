import type { Question } from '@soundings/contracts/question';
import type { SurveyDefinition } from '@soundings/contracts/survey';
import { SHARE_THANKS, say } from './phrases.ts';

/** Pairs of questions on features (Kano et al., Journal of the Japanese Society for Quality Control 14(2), 1984). */
export function kano(product: string): SurveyDefinition {
  const ask = (id: string, zh: string, en: string): Question => ({
    type: 'matrix',
    id,
    title: say(zh, en),
    required: true,
    rows: [
      { value: 'feature-1', label: say('功能一（请改写）', 'Feature one (rename me)') },
      { value: 'feature-2', label: say('功能二（请改写）', 'Feature two (rename me)') },
      { value: 'feature-3', label: say('功能三（请改写）', 'Feature three (rename me)') },
    ],
    columns: [
      { value: 'like', label: say('很喜欢', 'I like it') },
      { value: 'must-be', label: say('理应如此', 'I expect it') },
      { value: 'neutral', label: say('无所谓', 'I am neutral') },
      { value: 'live-with', label: say('能忍受', 'I can live with it') },
      { value: 'dislike', label: say('不喜欢', 'I dislike it') },
    ],
  });
  return {
    title: say(`${product}的功能`, `Features of ${product}`),
    thanks: SHARE_THANKS,
    languages: ['zh-CN', 'en'],
    pages: [
      { id: 'with', questions: [ask('with', '如果具备这项功能，您的感受是？', 'How do you feel if this is there?')] },
      {
        id: 'without',
        questions: [ask('without', '如果没有这项功能，您的感受是？', 'How do you feel if this is missing?')],
      },
      {
        id: 'more',
        questions: [{ type: 'long-text', id: 'wish', title: say('还缺什么功能？', 'What else is missing?') }],
      },
    ],
    analyses: [
      {
        kind: 'kano',
        scale: ['like', 'must-be', 'neutral', 'live-with', 'dislike'],
        functional: 'with',
        dysfunctional: 'without',
      },
    ],
  };
}
