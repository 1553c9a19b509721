import type { Import } from '@soundings/contracts/import';
import { Choice, type OptionGroup } from './choice.tsx';
import type { Reader } from './reader.ts';

const known = new Map<Reader['language'], OptionGroup[]>();

/** All time zones by region of the world, each with its name in the reader's language. */
function timeZones(language: Reader['language']): OptionGroup[] {
  const found = known.get(language);
  if (found) return found;
  const groups = new Map<string, OptionGroup & { options: [string, string][] }>();
  for (const zone of new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])) {
    const [area = zone] = zone.split('/');
    const group = groups.get(area) ?? { title: area, options: [] };
    groups.set(area, group);
    group.options.push([zone, zone === 'UTC' ? zone : `${zone} · ${named(zone, language)}`]);
  }
  known.set(language, [...groups.values()]);
  return [...groups.values()];
}

function named(timeZone: string, language: string): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(0);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** Whose clock the team's files are on: as it was said last; before that, as most who read this language have it. */
export function usualTimeZone(imports: readonly Import[], language: Reader['language']): string {
  const said = imports.find(({ options }) => options.timeZone)?.options.timeZone;
  return said ?? (language === 'zh-CN' ? 'Asia/Shanghai' : 'UTC');
}

export function TimeZoneField({ chosen, hint, reader }: { chosen: string; hint: string; reader: Reader }) {
  const { imports } = reader.words;
  return (
    <Choice name="timeZone" label={imports.timeZone} options={timeZones(reader.language)} chosen={chosen} hint={hint} />
  );
}
