import type { Child } from 'hono/jsx';
import type { Reader } from './reader.ts';

/** Holds a table that may be wider than the page: it scrolls by itself, by keyboard as well. */
export function Wide({ children, reader }: { children: Child; reader: Reader }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and a region would be one landmark a table
    <div class="scroll" role="group" tabindex={0} aria-label={reader.words.frame.wide}>
      {children}
    </div>
  );
}
