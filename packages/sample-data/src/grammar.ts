import type { Draw } from './draw.ts';

/** Sentences of one language about one aspect, by what they intend. */
export type Sentences = Readonly<Record<'complaint' | 'praise' | 'wish', readonly string[]>>;
export type Slots = Readonly<Record<string, readonly string[]>>;

/** Writes a sentence out: `[a|b]` becomes one of the alternatives, `{name}` one of the words of that slot. */
export function expand(template: string, slots: Slots, draw: Draw): string {
  return template
    .replaceAll(/\[([^\]]*)\]/g, (_, alternatives: string) => draw.one(alternatives.split('|')))
    .replaceAll(/\{(\w+)\}/g, (place, name: string) => {
      const words = slots[name];
      return words ? draw.one(words) : place;
    });
}
