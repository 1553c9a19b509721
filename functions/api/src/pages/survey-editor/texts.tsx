import type { LocalizedText } from '@soundings/contracts/language';
import type { Reader } from '../reader.ts';
import type { Problem } from './problem-words.ts';

type TextsProps = {
  name: string;
  label: string;
  value: LocalizedText | undefined;
  languages: readonly string[];
  /** Where the text stands in the definition: problems that name it are shown beside it. */
  path?: string;
  problems?: readonly Problem[];
  long?: boolean;
  hint?: string;
  reader: Reader;
};

/** One field for each language of the survey. */
export function Texts({ name, label, value, languages, path, problems = [], long, hint, reader }: TextsProps) {
  const own = problems.filter((problem) => problem.path === path);
  return (
    <div class="texts">
      {languages.map((language, i) => {
        const id = `${name}.${language}`;
        const described = [...own.map((_, n) => `${name}-problem-${n}`), ...(hint ? [`${name}-hint`] : [])].join(' ');
        const field = {
          id,
          name: id,
          lang: language,
          maxlength: 5000,
          'aria-describedby': (i === 0 && described) || undefined,
        };
        return (
          <div>
            <label for={id}>
              {label}
              {languages.length > 1 && <span class="soft"> · {reader.languageName(language)}</span>}
            </label>
            {long ? (
              <textarea {...field} rows={2}>
                {value?.[language]}
              </textarea>
            ) : (
              <input type="text" {...field} value={value?.[language]} autocomplete="off" />
            )}
          </div>
        );
      })}
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {own.map(({ message, blocks }, n) => (
        <p class={`problem ${blocks ? 'blocks' : ''}`} id={`${name}-problem-${n}`}>
          {message}
        </p>
      ))}
    </div>
  );
}

export function Tick({ name, label, ticked }: { name: string; label: string; ticked: boolean | undefined }) {
  return (
    <label class="choice">
      <input type="checkbox" name={name} value="yes" checked={ticked ?? false} /> {label}
    </label>
  );
}

/** What is wrong, where no single field says it. */
export function Problems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul class="problems">
      {problems.map(({ message, blocks }) => (
        <li class={`problem ${blocks ? 'blocks' : ''}`}>{message}</li>
      ))}
    </ul>
  );
}
