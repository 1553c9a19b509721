import type { Persona } from '@soundings/contracts/persona';
import type { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import type { Reader } from './reader.ts';

/** What a way of dividing people is called. */
export function groupingName(grouping: PersonaGrouping, { words, text }: Reader): string {
  if ('by' in grouping) return words.personaSettings.groupings[grouping.by];
  return grouping.name ? text(grouping.name) : grouping.id;
}

/** The personas of each grouping that has any, in the order of the settings that the build followed. */
export function inGroupings(
  personas: readonly Persona[],
  groupings: readonly PersonaGrouping[],
): { grouping: PersonaGrouping; personas: Persona[] }[] {
  const known: readonly PersonaGrouping[] = groupings.length > 0 ? groupings : [{ id: 'segment', by: 'segment' }];
  return known
    .map((grouping) => ({ grouping, personas: personas.filter((persona) => persona.grouping === grouping.id) }))
    .filter(({ personas: of }) => of.length > 0);
}
