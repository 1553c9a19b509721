import type { Child } from 'hono/jsx';
import type { Reader } from './reader.ts';

type WideProps = { children: Child; reader: Reader /** It is for acting on, not for taking away. */; stays?: boolean };

/** Holds a table that may be wider than the page: it scrolls by itself, by keyboard as well, and can be taken away. */
export function Wide({ children, reader, stays = false }: WideProps) {
  const { number, href } = stays ? { number: undefined, href: '' } : reader.nextTable();
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls, and a region would be one landmark a table */}
      <div class="scroll" role="group" tabindex={0} aria-label={reader.words.frame.wide} data-table={number}>
        {children}
      </div>
      {number && (
        <p class="take">
          <a href={href} download>
            {reader.words.frame.csv}
          </a>
        </p>
      )}
    </>
  );
}
