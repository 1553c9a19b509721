import type { LocalizedText } from '@soundings/contracts/language';
import type { Persona } from '@soundings/contracts/persona';
import { dimensionName } from '@soundings/personas/words';
import type { Reader } from './reader.ts';

type BasedOnProps = { pointers: readonly string[]; persona: Persona; reader: Reader };

/** Which claims of this document a statement rests on, as links to their sections. */
export function BasedOn({ pointers, persona, reader }: BasedOnProps) {
  const { words } = reader;
  return (
    <span class="small soft">
      {words.persona.basedOn}
      {words.frame.colon}
      {pointers.map((pointer, i) => (
        <>
          {i > 0 && words.frame.comma}
          <a href={`#${pointer.split('/')[1]}`}>{claimName(pointer, persona, reader)}</a>
        </>
      ))}
    </span>
  );
}

type Named = { name?: LocalizedText; label?: LocalizedText; category?: string };

/** What a claim is called where it stands: the name that it has, else that of what it measures, else where it points. */
function claimName(pointer: string, persona: Persona, reader: Reader): string {
  const [section = '', ...path] = pointer.slice(1).split('/');
  const last = path.at(-1) ?? section;
  const measures: Readonly<Record<string, string>> = reader.words.persona.measures;
  if (section === 'dimensions') return reader.text(dimensionName(last));
  // What hurts, and the like: the statement names the theme itself.
  if (section === 'pains' || section === 'wishes' || section === 'praise' || section === 'context')
    return reader.words.persona[section];
  const claim = [section, ...path].reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], persona);
  const { name, label, category } = (claim ?? {}) as Named;
  return category ?? (reader.text(name ?? label) || measures[last] || pointer.slice(1));
}
