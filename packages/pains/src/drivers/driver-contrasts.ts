import type { DriverContrast } from '@soundings/contracts/survey-driver';
import type { Theme } from '@soundings/contracts/theme';
import type { LakeTables, SqlEngine, SqlRow } from '@soundings/lake/sql-engine';
import { benjaminiHochberg } from '@soundings/statistics/benjamini-hochberg';
import { type Moments, welch } from '@soundings/statistics/welch';
import { textList } from '../report/mention-sql.ts';
import { fallbackThemes } from '../taxonomy/starting-taxonomy.ts';

/** Of fewer on either side nothing is said, and nobody is recognised. */
const LEAST_PEOPLE = 10;
const CHOICES = ['single', 'multiple', 'dropdown', 'matrix'];

export type ContrastSubject = {
  answers: readonly string[];
  surveyId: string;
  targetId: string;
  /** The lake's mentions with the themes that a report matched; without them answers alone are told. */
  texts?: { mentions: readonly string[]; themeMentions: readonly string[]; themes: readonly Theme[] };
};

type Subject =
  | { by: 'answer'; questionId: string; value: string }
  | { by: 'pain' | 'praise'; themeId: string; names: Theme['names'] };
type Told = { subject: Subject; inside: Moments; all: Moments };

/** Every choice and every theme against those who were asked and did not choose or name it, the surest first. */
export async function driverContrasts(
  engine: SqlEngine,
  subject: ContrastSubject,
): Promise<{ respondents: Moments; tested: number; contrasts: DriverContrast[] }> {
  const told = [...(await answersOf(engine, subject)), ...(await themesOf(engine, subject))];
  const tested = told.flatMap(({ subject: about, inside, all }) => {
    const outside = less(all, inside);
    if (inside.n < LEAST_PEOPLE || outside.n < LEAST_PEOPLE) return [];
    const compared = welch(inside, outside);
    return compared ? [{ ...about, with: meanOf(inside), without: meanOf(outside), ...compared }] : [];
  });
  const corrected = benjaminiHochberg(tested.map(({ p }) => p));
  const contrasts = tested.map((contrast, i): DriverContrast => ({ ...contrast, q: corrected[i] ?? 1 }));
  contrasts.sort((a, b) => a.q - b.q || Math.abs(b.difference) - Math.abs(a.difference));
  return { respondents: await respondentsOf(engine, subject), tested: contrasts.length, contrasts };
}

/** Who gave a score: one row a respondent. Whoever answered twice counts once, with the mean of both. */
function scored({ surveyId, targetId }: ContrastSubject): string {
  return `SELECT coalesce(customer_id, response_id) AS person, avg(number) AS score FROM answers
    WHERE survey_id IN (${textList([surveyId])}) AND question_id IN (${textList([targetId])}) AND number IS NOT NULL
    GROUP BY coalesce(customer_id, response_id)`;
}

const MOMENTS = 'count(*) AS n, sum(score) AS total, sum(score * score) AS squares';

async function respondentsOf(engine: SqlEngine, subject: ContrastSubject): Promise<Moments> {
  const [row] = await engine.query(`SELECT ${MOMENTS} FROM (${scored(subject)}) AS scored`, {
    answers: subject.answers,
  });
  return row ? momentsOf(row) : { n: 0, sum: 0, squares: 0 };
}

async function answersOf(engine: SqlEngine, subject: ContrastSubject): Promise<Told[]> {
  const given = `SELECT DISTINCT a.question_id, a.value, scored.person, scored.score
    FROM answers AS a JOIN (${scored(subject)}) AS scored ON scored.person = coalesce(a.customer_id, a.response_id)
    WHERE a.survey_id IN (${textList([subject.surveyId])}) AND a.question_type IN (${textList(CHOICES)})`;
  const tables: LakeTables = { answers: subject.answers };
  const asked = await engine.query(
    `SELECT question_id, ${MOMENTS} FROM (SELECT DISTINCT question_id, person, score FROM (${given}) AS given) AS asked
     GROUP BY question_id`,
    tables,
  );
  const all = new Map(asked.map((row) => [String(row.question_id), momentsOf(row)]));
  const chosen = await engine.query(
    `SELECT question_id, value, ${MOMENTS} FROM (${given}) AS given GROUP BY question_id, value ORDER BY question_id, value`,
    tables,
  );
  return chosen.map((row) => {
    const questionId = String(row.question_id);
    return {
      subject: { by: 'answer', questionId, value: String(row.value) },
      inside: momentsOf(row),
      all: all.get(questionId) ?? momentsOf(row),
    };
  });
}

/** Those who wrote anything are asked; what nobody in particular is said of (`fallback`) is no driver. */
async function themesOf(engine: SqlEngine, subject: ContrastSubject): Promise<Told[]> {
  const { texts, answers, surveyId } = subject;
  if (!texts) return [];
  const tables: LakeTables = { answers, mentions: texts.mentions, theme_mentions: texts.themeMentions };
  const here = `kind = 'answer' AND source_id IN (${textList([surveyId])})`;
  const [wrote] = await engine.query(
    `SELECT ${MOMENTS} FROM (SELECT DISTINCT coalesce(customer_id, author, feedback_id) AS person FROM mentions WHERE ${here}) AS wrote
     JOIN (${scored(subject)}) AS scored ON scored.person = wrote.person`,
    tables,
  );
  const named = await engine.query(
    `SELECT theme_id, side, ${MOMENTS} FROM (
       SELECT DISTINCT person, theme_id, CASE WHEN side = 'praise' THEN 'praise' ELSE 'pain' END AS side
       FROM theme_mentions WHERE ${here} AND side <> 'other') AS named
     JOIN (${scored(subject)}) AS scored ON scored.person = named.person
     GROUP BY theme_id, side ORDER BY theme_id, side`,
    tables,
  );
  const themes = new Map(texts.themes.map((theme) => [theme.id, theme]));
  return named.flatMap((row): Told[] => {
    const theme = themes.get(String(row.theme_id));
    if (!wrote || !theme || theme.muted || fallbackThemes.has(theme.id)) return [];
    const by = row.side === 'praise' ? 'praise' : 'pain';
    const about = { by, themeId: theme.id, names: theme.names } as const;
    return [{ subject: about, inside: momentsOf(row), all: momentsOf(wrote) }];
  });
}

const momentsOf = (row: SqlRow): Moments => ({
  n: Number(row.n),
  sum: Number(row.total ?? 0),
  squares: Number(row.squares ?? 0),
});

const less = (all: Moments, part: Moments): Moments => ({
  n: all.n - part.n,
  sum: all.sum - part.sum,
  squares: all.squares - part.squares,
});

const meanOf = ({ n, sum }: Moments) => ({ n, mean: sum / n });
