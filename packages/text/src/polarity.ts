import englishModel from './data/polarity-en.json' with { type: 'json' };
import chineseModel from './data/polarity-zh.json' with { type: 'json' };
import { featuresOf } from './features.ts';
import { normalForm } from './normal-form.ts';
import { withoutOwnerReply } from './owner-reply.ts';
import { logOddsOf, type PolarityModel, readPolarityModel } from './polarity-model.ts';

export type Spoken = 'zh' | 'en';

/** The models that ship; a team's own, learnt from its stars, take their place one by one. */
export function shippedModels(): Record<Spoken, PolarityModel> {
  return { zh: readPolarityModel(chineseModel), en: readPolarityModel(englishModel) };
}

/** The log-odds that a whole text as stored is positive, without the owner's replies in it. */
export function textLogOdds(model: PolarityModel, text: string): number {
  return logOddsOf(model, featuresOf(normalForm(withoutOwnerReply(text)).text, model.language));
}
