import { isDeepStrictEqual } from 'node:util';
import type { QuestionType } from '@soundings/contracts/question';
import { type Survey, SurveyDefinition, SurveyPage } from '@soundings/contracts/survey';
import { type Context, Hono } from 'hono';
import type { Child } from 'hono/jsx';
import type { Api } from '../../api.ts';
import { ApiError, notFound } from '../../problems.ts';
import { show } from '../frame.tsx';
import { type PageEnv, type Reader, say } from '../reader.ts';
import { addPage, addQuestion, type Move, movePage, moveQuestion, newQuestion, withQuestion } from './draft.ts';
import { readForm, textOf } from './form-values.ts';
import { Outline } from './outline.tsx';
import { PageForm, pageFrom } from './page-form.tsx';
import { type Problem, problemsOf } from './problem-words.ts';
import { QuestionForm } from './question-form.tsx';
import { questionFrom, TYPES } from './question-from-form.ts';
import { SurveyForm, surveyFrom } from './survey-form.tsx';

const MOVES: readonly string[] = ['up', 'down', 'copy', 'delete'] satisfies Move[];

/** A survey's definition, changed by forms: its outline, a page of its own for each question and page, undo, a preview. */
export function surveyEditor({ store }: Api) {
  async function surveyOf(c: Context): Promise<Survey> {
    const survey = await store.surveys.get(c.req.param('id') ?? '');
    if (!survey) throw notFound('survey');
    return survey;
  }

  /** Stores a change of the definition, unless it would not be one. */
  async function revise(c: Context, make: (definition: SurveyDefinition) => unknown, name?: string): Promise<Survey> {
    const survey = await store.surveys.revise(
      c.req.param('id') ?? '',
      (definition) => {
        const made = SurveyDefinition.safeParse(make(definition));
        if (!made.success) throw new ApiError(400, 'Not a survey.');
        return made.data;
      },
      name,
    );
    if (!survey) throw notFound('survey');
    return survey;
  }

  type Shown = (props: { survey: Survey; problems: Problem[]; reader: Reader }) => Child;
  async function page(
    c: Context<PageEnv>,
    { preview, children }: { preview?: string; children: Shown },
    failed = false,
  ) {
    const reader = c.get('reader');
    const survey = await surveyOf(c);
    const problems = problemsOf(survey.definition, reader);
    const [undoable, published] = await Promise.all([
      store.surveys.undoable(survey.id),
      survey.version > 0 ? store.surveys.version(survey.id, survey.version) : undefined,
    ]);
    const current = isDeepStrictEqual(published?.definition, survey.definition) && survey.status === 'published';
    const saved = c.req.query('saved') !== undefined;
    const props = { survey, problems, undoable, current, preview, saved, failed, reader };
    const title = `${reader.words.editor.edit}: ${survey.name}`;
    const shown = <Editor {...props}>{children({ survey, problems, reader })}</Editor>;
    return show(c, { title, place: 'surveys', children: shown }, failed ? 400 : 200);
  }

  const outline = (c: Context<PageEnv>, failed = false) =>
    page(c, { children: (props) => <Outline {...props} /> }, failed);
  const settings = (c: Context<PageEnv>, failed = false) =>
    page(c, { children: (props) => <SurveyForm {...props} /> }, failed);

  async function onePage(c: Context<PageEnv>, failed = false) {
    const { definition } = await surveyOf(c);
    const one = definition.pages.find(({ id }) => id === c.req.param('page'));
    if (!one) throw notFound('page');
    return page(
      c,
      {
        preview: one.id,
        children: (props) => (
          <PageForm {...props} page={props.survey.definition.pages.find(({ id }) => id === one.id) ?? one} />
        ),
      },
      failed,
    );
  }

  async function oneQuestion(c: Context<PageEnv>, failed = false) {
    const { definition } = await surveyOf(c);
    const asked = c.req.param('question');
    const where = definition.pages.find(({ questions }) => questions.some(({ id }) => id === asked));
    const question = where?.questions.find(({ id }) => id === asked);
    if (!where || !question) throw notFound('question');
    return page(c, { preview: where.id, children: (props) => <QuestionForm {...props} question={question} /> }, failed);
  }

  const home = (c: Context) => `/surveys/${c.req.param('id')}/edit`;

  return new Hono<PageEnv>()
    .get('/:id/edit', (c) => outline(c))
    .post('/:id/edit/do', async (c) => {
      const [move = '', kind = '', name = ''] = textOf(await readForm(c), 'do').split(':');
      if (!MOVES.includes(move)) throw new ApiError(400, 'There is no such button.');
      const change = kind === 'page' ? movePage : moveQuestion;
      await revise(c, (definition) => change(definition, name, move as Move));
      return c.redirect(
        `${home(c)}${move === 'delete' ? '' : `#${kind === 'page' ? 'page' : 'q'}-${encodeURIComponent(name)}`}`,
        303,
      );
    })
    .post('/:id/edit/undo', async (c) => {
      const survey = await store.surveys.undo(c.req.param('id'));
      if (!survey) throw notFound('survey');
      return c.redirect(home(c), 303);
    })
    .post('/:id/edit/questions', async (c) => {
      const form = await readForm(c);
      const type = textOf(form, 'type') as QuestionType;
      if (!TYPES.includes(type)) throw new ApiError(400, 'There is no such type of question.');
      const on = textOf(form, 'page');
      let id = '';
      await revise(c, (definition) => {
        const question = newQuestion(definition, { type, title: textOf(form, 'title') });
        id = question.id;
        return on ? addQuestion(definition, on, question) : addPage(definition, question);
      });
      return c.redirect(`${home(c)}/questions/${id}`, 303);
    })
    .get('/:id/edit/questions/:question', (c) => oneQuestion(c))
    .post('/:id/edit/questions/:question', async (c) => {
      const form = await readForm(c);
      const asked = c.req.param('question');
      try {
        await revise(c, (definition) => {
          const question = definition.pages.flatMap(({ questions }) => questions).find(({ id }) => id === asked);
          if (!question) throw notFound('question');
          const changed = questionFrom(form, { definition, question });
          return changed && withQuestion(definition, changed);
        });
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 400)) throw error;
        return oneQuestion(c, true);
      }
      return c.redirect(textOf(form, 'do') === 'done' ? `${home(c)}#q-${asked}` : `${c.req.path}?saved`, 303);
    })
    .get('/:id/edit/pages/:page', (c) => onePage(c))
    .post('/:id/edit/pages/:page', async (c) => {
      const form = await readForm(c);
      const asked = c.req.param('page');
      try {
        await revise(c, (definition) => {
          if (!definition.pages.some(({ id }) => id === asked)) throw notFound('page');
          const pages = definition.pages.map((each) =>
            each.id === asked ? SurveyPage.safeParse(pageFrom(form, definition, each)).data : each,
          );
          return { ...definition, pages };
        });
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 400)) throw error;
        return onePage(c, true);
      }
      return c.redirect(textOf(form, 'do') === 'done' ? `${home(c)}#page-${asked}` : `${c.req.path}?saved`, 303);
    })
    .get('/:id/edit/settings', (c) => settings(c))
    .post('/:id/edit/settings', async (c) => {
      const form = await readForm(c);
      try {
        await revise(c, (definition) => surveyFrom(form, definition), textOf(form, 'name').slice(0, 200) || undefined);
      } catch (error) {
        if (!(error instanceof ApiError && error.status === 400)) throw error;
        return settings(c, true);
      }
      return c.redirect(`${c.req.path}?saved`, 303);
    });
}

type EditorProps = {
  survey: Survey;
  problems: readonly Problem[];
  undoable: boolean;
  /** Respondents meet the definition as it stands. */
  current: boolean;
  /** The page that the preview shows; the first where it is missing. */
  preview: string | undefined;
  saved: boolean;
  failed: boolean;
  reader: Reader;
  children?: Child;
};

function Editor({ survey, problems, undoable, current, preview, saved, failed, reader, children }: EditorProps) {
  const { editor, surveys } = reader.words;
  const blocking = problems.filter(({ blocks }) => blocks).length;
  const shown = survey.definition.languages.map((language) => ({
    language,
    src: `/surveys/${survey.id}/preview?${new URLSearchParams({ ...(preview && { page: preview }), language })}`,
  }));
  const [first] = shown;
  return (
    <>
      <p class="trail">
        <a href="/surveys">{reader.words.places.surveys}</a> › <a href={`/surveys/${survey.id}`}>{survey.name}</a> ›{' '}
        <a href={`/surveys/${survey.id}/edit`}>{editor.edit}</a>
      </p>
      <h1>{survey.name}</h1>
      {saved && (
        <p class="note good" role="status">
          {editor.saved}
        </p>
      )}
      {failed && (
        <p class="note bad" role="alert">
          {editor.failed}
        </p>
      )}
      <div class="buttons above">
        {undoable && (
          <form method="post" action={`/surveys/${survey.id}/edit/undo`}>
            <button type="submit" class="second">
              {editor.undo}
            </button>
          </form>
        )}
        {current ? (
          <span class="tag good">{editor.published}</span>
        ) : blocking > 0 ? (
          <span class="tag bad">{say(editor.blocked, { n: blocking })}</span>
        ) : (
          <form method="post" action={`/surveys/${survey.id}/publish`}>
            <button type="submit">{survey.version > 0 ? editor.publishAgain : surveys.publish}</button>
          </form>
        )}
      </div>
      <div class="editor">
        <div>{children}</div>
        <aside aria-label={surveys.preview}>
          <iframe class="preview" src={first?.src} title={surveys.preview} loading="lazy" />
          <p class="small more">
            {shown.map(({ language, src }) => (
              <>
                <a href={src}>{say(editor.openPreview, { language: reader.languageName(language) })}</a>{' '}
              </>
            ))}
          </p>
        </aside>
      </div>
    </>
  );
}
