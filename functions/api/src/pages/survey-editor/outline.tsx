import type { Survey, SurveyPage } from '@soundings/contracts/survey';
import { Choice } from '../choice.tsx';
import { type Reader, say } from '../reader.ts';
import type { Move } from './draft.ts';
import { type Problem, problemsAt } from './problem-words.ts';
import { TYPES } from './question-from-form.ts';
import { surveyProblems } from './survey-form.tsx';

const MOVES: readonly Move[] = ['up', 'down', 'copy', 'delete'];

type OutlineProps = { survey: Survey; problems: readonly Problem[]; reader: Reader };

/** The survey's pages and questions in their order, with what is wrong beside each. */
export function Outline({ survey, problems, reader }: OutlineProps) {
  const { editor, surveys } = reader.words;
  const { id, definition } = survey;
  const { pages } = definition;
  return (
    <>
      <p class="more">
        <a href={`/surveys/${id}/edit/settings`}>{editor.settings}</a>{' '}
        <Marks problems={surveyProblems(problems)} reader={reader} />
      </p>
      {pages.map((page, p) => (
        <section class="page-outline" id={`page-${page.id}`}>
          <form method="post" action={`/surveys/${id}/edit/do`}>
            <div class="row">
              <h2>
                <a href={`/surveys/${id}/edit/pages/${page.id}`}>
                  {say(surveys.page, { n: p + 1 })} {reader.text(page.title)}
                </a>
              </h2>
              {page.showIf && <span class="tag">{surveys.conditional}</span>}
              {page.skip && <span class="tag">{editor.skips}</span>}
              <Marks
                problems={problemsAt(problems, `/pages/${p}`).filter(({ path }) => !path.includes('/questions/'))}
                reader={reader}
              />
              <MoveButtons
                of={`page:${page.id}`}
                name={say(surveys.page, { n: p + 1 })}
                off={{ up: p === 0, down: p === pages.length - 1, delete: pages.length === 1 }}
                reader={reader}
              />
            </div>
            <ol class="entries">
              {page.questions.map((question, q) => (
                <li id={`q-${question.id}`}>
                  <div class="row">
                    <a href={`/surveys/${id}/edit/questions/${question.id}`}>
                      {reader.text(question.title) || editor.untitled}
                    </a>
                    <span class="soft small">{reader.words.questionTypes[question.type]}</span>
                    {question.showIf && <span class="tag">{surveys.conditional}</span>}
                    <Marks problems={problemsAt(problems, `/pages/${p}/questions/${q}`)} reader={reader} />
                    <MoveButtons
                      of={`question:${question.id}`}
                      name={reader.text(question.title) || question.id}
                      off={{
                        up: p === 0 && q === 0,
                        down: p === pages.length - 1 && q === page.questions.length - 1,
                        delete: pages.length === 1 && page.questions.length === 1,
                      }}
                      reader={reader}
                    />
                  </div>
                </li>
              ))}
            </ol>
          </form>
          <AddQuestion survey={survey} page={page} reader={reader} />
        </section>
      ))}
      <h2>{editor.newPage}</h2>
      <AddQuestion survey={survey} page={undefined} reader={reader} />
    </>
  );
}

function Marks({ problems, reader }: { problems: readonly Problem[]; reader: Reader }) {
  const { editor } = reader.words;
  const blocking = problems.filter(({ blocks }) => blocks).length;
  const others = problems.length - blocking;
  return (
    <>
      {blocking > 0 && <span class="tag bad">{say(editor.blocking, { n: blocking })}</span>}{' '}
      {others > 0 && <span class="tag warn">{say(editor.gaps, { n: others })}</span>}
    </>
  );
}

type MoveButtonsProps = { of: string; name: string; off: Partial<Record<Move, boolean>>; reader: Reader };

function MoveButtons({ of, name, off, reader }: MoveButtonsProps) {
  const { editor } = reader.words;
  return (
    <span class="moves">
      {MOVES.map((move) => (
        <button
          type="submit"
          class="icon"
          name="do"
          value={`${move}:${of}`}
          aria-label={say(editor.moves[move], { name })}
          title={say(editor.moves[move], { name })}
          disabled={off[move] ?? false}
        >
          {editor.signs[move]}
        </button>
      ))}
    </span>
  );
}

type AddQuestionProps = { survey: Survey; page: SurveyPage | undefined; reader: Reader };

function AddQuestion({ survey, page, reader }: AddQuestionProps) {
  const { editor, questionTypes } = reader.words;
  const key = page?.id ?? '-';
  return (
    <details class="quiet" open={!page}>
      <summary>{page ? editor.addQuestion : editor.addPage}</summary>
      <form class="form" method="post" action={`/surveys/${survey.id}/edit/questions`}>
        {page && <input type="hidden" name="page" value={page.id} />}
        <div>
          <label for={`title-${key}`}>{editor.title}</label>
          <input type="text" id={`title-${key}`} name="title" maxlength={5000} autocomplete="off" />
        </div>
        <Choice
          name="type"
          id={`type-${key}`}
          label={editor.type}
          options={TYPES.map((type) => [type, questionTypes[type]])}
        />
        <div>
          <button type="submit" class="second">
            {page ? editor.addQuestion : editor.addPage}
          </button>
        </div>
      </form>
    </details>
  );
}
