import type { Survey, SurveyDefinition } from '@soundings/contracts/survey';
import { Choice } from '../choice.tsx';
import { NumberField } from '../number-field.tsx';
import type { Reader } from '../reader.ts';
import { ConditionFields } from './condition-fields.tsx';
import { conditionFrom, type Subject, subjectsBefore } from './condition-form.ts';
import { numbered } from './draft.ts';
import { type FormValues, isTicked, linesOf, localizedOf, numberOf, textOf } from './form-values.ts';
import { type Problem, problemsAt } from './problem-words.ts';
import { ImageFields } from './question-form.tsx';
import { imageFrom, withoutGaps } from './question-from-form.ts';
import { Problems, Texts, Tick } from './texts.tsx';

/** Offered beside those that a survey has already. */
const LANGUAGES = [
  'zh-CN',
  'en',
  'zh-TW',
  'ja',
  'ko',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'ru',
  'ar',
  'hi',
  'id',
  'th',
  'vi',
];
const TICKS = ['anonymous', 'linkOnly'] as const;
const NUMBERS = [
  ['responseLimit', 1, 1_000_000],
  ['graceMinutes', 0, 1440],
  ['minimumSeconds', 0, 3600],
] as const;

/** The definition with what a form says of the survey as a whole; it may not fit the schema yet. */
export function surveyFrom(form: FormValues, definition: SurveyDefinition): Record<string, unknown> {
  const [first = 'en'] = definition.languages;
  const wanted = form.get('languages') ?? [];
  const kept = definition.languages.filter((language) => wanted.includes(language));
  const languages = [...kept, ...wanted.filter((language) => !kept.includes(language))];
  const color = textOf(form, 'brand.color');
  const logo = imageFrom(form, 'brand.logo', definition.brand?.logo);
  return withoutGaps({
    ...definition,
    title: localizedOf(form, 'title', definition.title) ?? { [first]: '' },
    intro: localizedOf(form, 'intro', definition.intro),
    thanks: localizedOf(form, 'thanks', definition.thanks),
    languages: languages.length > 0 ? inOrder(languages, textOf(form, 'first')) : definition.languages,
    opensAt: instantOf(textOf(form, 'opensAt')),
    closesAt: instantOf(textOf(form, 'closesAt')),
    ...Object.fromEntries(NUMBERS.map(([name]) => [name, numberOf(form, name)])),
    ...Object.fromEntries(TICKS.map((name) => [name, isTicked(form, name) || undefined])),
    fields: undefinedIfEmpty(
      textOf(form, 'fields')
        .split(/[\s,，、]+/)
        .filter(Boolean),
    ),
    embedOrigins: undefinedIfEmpty(linesOf(form, 'embedOrigins')),
    continueUrl: textOf(form, 'continueUrl') || undefined,
    privacyUrl: textOf(form, 'privacyUrl') || undefined,
    brand: isTicked(form, 'branded') ? withoutGaps({ color: color || '#0b5cad', logo }) : undefined,
    quotas: undefinedIfEmpty(quotasFrom(form, definition)),
  });
}

function inOrder(languages: string[], first: string): string[] {
  return languages.includes(first) ? [first, ...languages.filter((language) => language !== first)] : languages;
}

function undefinedIfEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** `2026-03-01T09:30` of a form, taken as UTC. */
function instantOf(text: string): string | undefined {
  const time = Date.parse(`${text}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function quotasFrom(form: FormValues, definition: SurveyDefinition) {
  const subjects = subjectsBefore(definition, 'end');
  const was = definition.quotas ?? [];
  const kept = was.flatMap((quota, i) => {
    const when = conditionFrom(form, `quotas.${i}`, subjects);
    if (!when || isTicked(form, `quotas.${i}.gone`)) return [];
    const limit = numberOf(form, `quotas.${i}.limit`) ?? quota.limit;
    return [{ ...quota, limit, title: localizedOf(form, `quotas.${i}.title`, quota.title), when }].map(
      ({ title, ...rest }) => (title ? { ...rest, title } : rest),
    );
  });
  const when = conditionFrom(form, 'quota', subjects);
  if (!when) return kept;
  const id = numbered(
    'quota',
    was.map((quota) => quota.id),
  );
  return [...kept, { id, limit: numberOf(form, 'quota.limit') ?? 100, when }];
}

type SurveyFormProps = { survey: Survey; problems: readonly Problem[]; reader: Reader };

/** What concerns the survey as a whole. */
export function SurveyForm({ survey, problems, reader }: SurveyFormProps) {
  const { editor } = reader.words;
  const { definition } = survey;
  const { languages } = definition;
  const own = problems.filter(({ path }) => !path.startsWith('/pages'));
  const beside = new Set(['/title', '/intro', '/thanks']);
  const subjects = subjectsBefore(definition, 'end');
  return (
    <form class="form" method="post" action={`/surveys/${survey.id}/edit/settings`}>
      <Problems problems={own.filter(({ path }) => !beside.has(path))} />
      <div>
        <label for="name">{editor.name}</label>
        <input type="text" id="name" name="name" value={survey.name} required maxlength={200} autocomplete="off" />
        <p class="hint">{editor.nameHint}</p>
      </div>
      {(['title', 'intro', 'thanks'] as const).map((name) => (
        <Texts
          {...{ name, label: editor.survey[name], value: definition[name], languages, path: `/${name}`, problems: own }}
          long={name !== 'title'}
          reader={reader}
        />
      ))}
      <fieldset>
        <legend>{editor.languages}</legend>
        <div class="many">
          {[...new Set([...languages, ...LANGUAGES])].map((language) => (
            <label class="choice">
              <input type="checkbox" name="languages" value={language} checked={languages.includes(language)} />{' '}
              {reader.languageName(language)}
            </label>
          ))}
        </div>
        {languages.length > 1 && (
          <Choice
            name="first"
            label={editor.first}
            options={languages.map((language) => [language, reader.languageName(language)])}
          />
        )}
      </fieldset>
      <fieldset>
        <legend>{editor.when}</legend>
        <div class="pair">
          {(['opensAt', 'closesAt'] as const).map((name) => (
            <div>
              <label for={name}>{editor.survey[name]}</label>
              <input type="datetime-local" id={name} name={name} value={definition[name]?.slice(0, 16)} />
            </div>
          ))}
          {NUMBERS.map(([name, min, max]) => (
            <NumberField name={name} label={editor.survey[name]} value={definition[name]} min={min} max={max} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{editor.who}</legend>
        {TICKS.map((name) => (
          <Tick name={name} label={editor.survey[name]} ticked={definition[name]} />
        ))}
        <label for="fields">{editor.fields}</label>
        <input
          type="text"
          id="fields"
          name="fields"
          value={definition.fields?.join(', ')}
          autocomplete="off"
          aria-describedby="fields-hint"
        />
        <p class="hint" id="fields-hint">
          {editor.fieldsHint}
        </p>
      </fieldset>
      <fieldset>
        <legend>{editor.brand}</legend>
        <Tick name="branded" label={editor.branded} ticked={definition.brand !== undefined} />
        <label for="brand.color">{editor.color}</label>
        <input type="color" id="brand.color" name="brand.color" value={definition.brand?.color ?? '#0b5cad'} />
        <ImageFields
          name="brand.logo"
          label={editor.logo}
          image={definition.brand?.logo}
          languages={languages}
          reader={reader}
        />
      </fieldset>
      <fieldset>
        <legend>{editor.quotas}</legend>
        <p class="hint">{editor.quotasHint}</p>
        {(definition.quotas ?? []).map((quota, i) => (
          <div class="test">
            <Texts
              name={`quotas.${i}.title`}
              label={editor.quotaTitle}
              value={quota.title ?? { [languages[0] ?? 'en']: quota.id }}
              languages={languages.slice(0, 1)}
              reader={reader}
            />
            <NumberField name={`quotas.${i}.limit`} label={editor.limit} value={quota.limit} min={1} max={1_000_000} />
            <ConditionFields
              prefix={`quotas.${i}`}
              legend={editor.quotaWhen}
              always={editor.always}
              condition={quota.when}
              subjects={subjects}
              reader={reader}
            />
            <Tick name={`quotas.${i}.gone`} label={editor.dropQuota} ticked={false} />
          </div>
        ))}
        <NewQuota subjects={subjects} reader={reader} />
      </fieldset>
      <fieldset>
        <legend>{editor.elsewhere}</legend>
        {(['continueUrl', 'privacyUrl'] as const).map((name) => (
          <div>
            <label for={name}>{editor.survey[name]}</label>
            <input type="url" id={name} name={name} value={definition[name]} maxlength={2000} placeholder="https://" />
          </div>
        ))}
        <label for="embedOrigins">{editor.embedOrigins}</label>
        <textarea id="embedOrigins" name="embedOrigins" rows={2} placeholder="https://">
          {definition.embedOrigins?.join('\n')}
        </textarea>
      </fieldset>
      <div>
        <button type="submit">{editor.save}</button>
      </div>
    </form>
  );
}

function NewQuota({ subjects, reader }: { subjects: readonly Subject[]; reader: Reader }) {
  const { editor } = reader.words;
  return (
    <>
      <NumberField name="quota.limit" label={editor.limit} value={100} min={1} max={1_000_000} />
      <ConditionFields
        prefix="quota"
        legend={editor.newQuota}
        always={editor.newQuotaHint}
        condition={undefined}
        subjects={subjects}
        reader={reader}
      />
    </>
  );
}

/** The problems of the survey as a whole. */
export function surveyProblems(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ path }) => problemsAt([{ path, message: '', blocks: true }], '/pages').length === 0);
}
