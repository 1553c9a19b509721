import type { Survey, SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';
import { Choice, type Option } from '../choice.tsx';
import { type Reader, say } from '../reader.ts';
import { ConditionFields } from './condition-fields.tsx';
import { conditionFrom, subjectsBefore } from './condition-form.ts';
import { type FormValues, isTicked, localizedOf, textOf } from './form-values.ts';
import { type Problem, problemsAt } from './problem-words.ts';
import { withoutGaps } from './question-from-form.ts';
import { SaveButtons } from './save-buttons.tsx';
import { Problems, Texts, Tick } from './texts.tsx';

/** The page with what a form says of it: its title, when it is shown, where it leads. */
export function pageFrom(form: FormValues, definition: SurveyDefinition, page: SurveyPage): Record<string, unknown> {
  const before = subjectsBefore(definition, { page: page.id, inclusive: false });
  const after = subjectsBefore(definition, { page: page.id, inclusive: true });
  const skips = (page.skip ?? []).flatMap((skip, i) => {
    const when = conditionFrom(form, `skip.${i}`, after);
    return when && !isTicked(form, `skip.${i}.gone`) ? [{ when, to: textOf(form, `skip.${i}.to`) || skip.to }] : [];
  });
  const added = conditionFrom(form, 'skip', after);
  if (added) skips.push({ when: added, to: textOf(form, 'skip.to') || 'end' });
  return withoutGaps({
    ...page,
    title: localizedOf(form, 'title', page.title),
    showIf: conditionFrom(form, 'showIf', before),
    skip: skips.length > 0 ? skips : undefined,
  });
}

type PageFormProps = { survey: Survey; page: SurveyPage; problems: readonly Problem[]; reader: Reader };

/** One page of a survey: its title and its logic. */
export function PageForm({ survey, page, problems, reader }: PageFormProps) {
  const { editor } = reader.words;
  const { definition } = survey;
  const path = `/pages/${definition.pages.indexOf(page)}`;
  const own = problemsAt(problems, path).filter((problem) => !problem.path.startsWith(`${path}/questions`));
  const after = subjectsBefore(definition, { page: page.id, inclusive: true });
  return (
    <form class="form" method="post" action={`/surveys/${survey.id}/edit/pages/${page.id}`}>
      <Problems problems={own.filter((problem) => problem.path !== `${path}/title`)} />
      <Texts
        name="title"
        label={editor.pageTitle}
        value={page.title}
        languages={definition.languages}
        path={`${path}/title`}
        problems={own}
        reader={reader}
      />
      <ConditionFields
        prefix="showIf"
        legend={editor.showPageIf}
        always={editor.always}
        condition={page.showIf}
        subjects={subjectsBefore(definition, { page: page.id, inclusive: false })}
        reader={reader}
      />
      {(page.skip ?? []).map((skip, i) => (
        <div class="test">
          <ConditionFields
            prefix={`skip.${i}`}
            legend={say(editor.skipWhen, { n: i + 1 })}
            always={editor.always}
            condition={skip.when}
            subjects={after}
            reader={reader}
          />
          <Target name={`skip.${i}.to`} to={skip.to} page={page} definition={definition} reader={reader} />
          <Tick name={`skip.${i}.gone`} label={editor.dropSkip} ticked={false} />
        </div>
      ))}
      <div class="test">
        <ConditionFields
          prefix="skip"
          legend={editor.newSkip}
          always={editor.newSkipHint}
          condition={undefined}
          subjects={after}
          reader={reader}
        />
        <Target name="skip.to" to="end" page={page} definition={definition} reader={reader} />
      </div>
      <SaveButtons reader={reader} />
    </form>
  );
}

type TargetProps = { name: string; to: string; page: SurveyPage; definition: SurveyDefinition; reader: Reader };

function Target({ name, to, page, definition, reader }: TargetProps) {
  const { editor, surveys } = reader.words;
  const at = definition.pages.indexOf(page);
  const later = definition.pages.flatMap(({ id, title }, i): Option[] =>
    i > at || id === to ? [[id, `${say(surveys.page, { n: i + 1 })} ${reader.text(title)}`]] : [],
  );
  return <Choice name={name} label={editor.skipTo} options={[...later, ['end', editor.end]]} chosen={to} />;
}
