import type { SampleData } from '@soundings/store/sample-data';
import type { Reader } from './reader.ts';

/** Above every page as long as the sample is counted with the rest. */
export function SampleNotice({ sample, reader }: { sample: SampleData; reader: Reader }) {
  const { words } = reader;
  return (
    <aside class="sample-notice" aria-label={words.sample.title}>
      {sample.erasureId ? words.sample.noticeRemoving : words.sample.notice}{' '}
      <a href="/settings/sample-data">{sample.erasureId ? words.sample.progress : words.sample.remove}</a>
    </aside>
  );
}
