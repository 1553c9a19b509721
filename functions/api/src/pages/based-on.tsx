import type { Reader } from './reader.ts';

/** Which claims of this document a statement rests on, as links to their sections. */
export function BasedOn({ pointers, reader }: { pointers: readonly string[]; reader: Reader }) {
  return (
    <span class="small soft">
      {reader.words.persona.basedOn}{' '}
      {pointers.map((pointer, i) => (
        <>
          {i > 0 && ' · '}
          <a href={`#${pointer.split('/')[1]}`}>{pointer.slice(1)}</a>
        </>
      ))}
    </span>
  );
}
