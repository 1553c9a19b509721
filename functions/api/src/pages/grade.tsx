import type { Persona } from '@soundings/contracts/persona';
import { type Reader, say } from './reader.ts';

const TONES = { A: 'good', B: 'info', C: 'warn' } as const;

/** How much a persona can be relied on. */
export function Grade({ grade, reader }: { grade: Persona['grade']; reader: Reader }) {
  return (
    <span class={`tag ${TONES[grade.value]}`} title={grade.why[reader.language]}>
      {say(reader.words.persona.grade, { n: grade.value })}
    </span>
  );
}
