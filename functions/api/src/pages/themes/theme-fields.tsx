import type { Theme } from '@soundings/contracts/theme';
import type { Reader } from '../reader.ts';

/** A theme's name in both languages; where one is left empty the other stands for it. */
export function NameFields({ names, of = 'new', reader }: { names?: Theme['names']; of?: string; reader: Reader }) {
  const { words } = reader;
  return (
    <>
      <div>
        <label for={`zh-${of}`}>{words.themes.nameZh}</label>
        <input
          type="text"
          id={`zh-${of}`}
          name="zh"
          lang="zh-CN"
          value={names?.['zh-CN']}
          maxlength={80}
          autocomplete="off"
        />
      </div>
      <div>
        <label for={`en-${of}`}>{words.themes.nameEn}</label>
        <input type="text" id={`en-${of}`} name="en" lang="en" value={names?.en} maxlength={80} autocomplete="off" />
      </div>
    </>
  );
}

export function WordsField({ reader }: { reader: Reader }) {
  const { words } = reader;
  return (
    <div>
      <label for="words">{words.themes.addWords}</label>
      <textarea id="words" name="words" rows={3} maxlength={8000} required aria-describedby="words-hint" />
      <p class="small soft" id="words-hint">
        {words.themes.wordsHint}
      </p>
    </div>
  );
}
