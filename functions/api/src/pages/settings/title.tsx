import type { Reader } from '../reader.ts';

/** The head of one page of the settings. */
export function SettingsTitle({ title, lead, reader }: { title: string; lead: string; reader: Reader }) {
  return (
    <>
      <p class="trail">
        <a href="/settings">{reader.words.places.settings}</a>
      </p>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
    </>
  );
}
