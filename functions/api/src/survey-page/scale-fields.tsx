import type { Question } from '@soundings/contracts/question';
import { choicesInOrder } from '@soundings/survey/choice-order';
import { fieldName } from '@soundings/survey/form';
import type { FieldProps } from './question-field.tsx';

type Of<T extends Question['type']> = Extract<Question, { type: T }>;

/** The points of a scale as buttons in a row, its ends named underneath. */
export function Scale({ question, values, say, focus }: FieldProps<Of<'nps' | 'csat' | 'ces' | 'rating'>>) {
  const name = fieldName(question.id);
  const chosen = values.get(name)?.[0];
  const points = pointsOf(question);
  return (
    <>
      <div class={`scale n${points.length}${question.type === 'rating' ? ' stars' : ''}`}>
        {points.map((point, at) => (
          <label>
            <input
              type="radio"
              name={name}
              value={point}
              checked={chosen === String(point)}
              autofocus={focus && at === 0}
            />
            <span>{point}</span>
          </label>
        ))}
      </div>
      {(question.low || question.high) && (
        <p class="ends">
          <span>
            {points[0]} = {say(question.low)}
          </span>
          <span>
            {points.at(-1)} = {say(question.high)}
          </span>
        </p>
      )}
    </>
  );
}

/** Each row a group of its own, so that it reads alike on a phone, on a desk and aloud. */
export function Matrix({ question, values, say, focus }: FieldProps<Of<'matrix'>>) {
  return (
    <div class="matrix">
      {question.rows.map((row, first) => {
        const name = fieldName(question.id, row.value);
        const chosen = values.get(name)?.[0];
        return (
          <fieldset>
            <legend>{say(row.label)}</legend>
            <div class="columns">
              {question.columns.map(({ value, label }, at) => (
                <label>
                  <input
                    type="radio"
                    name={name}
                    value={value}
                    checked={chosen === value}
                    autofocus={focus && first + at === 0}
                  />
                  <span>{say(label)}</span>
                </label>
              ))}
            </div>
          </fieldset>
        );
      })}
    </div>
  );
}

/** A place to pick for each choice: works by keyboard, by thumb and without a script. */
export function Ranking({ question, values, say, words, seed, focus }: FieldProps<Of<'ranking'>>) {
  return (
    <div class="ranking" data-ranking>
      {choicesInOrder(question, seed).map(({ value, label, image }, at) => {
        const name = fieldName(question.id, value);
        const place = values.get(name)?.[0];
        return (
          <label>
            {image && <img src={image.url} alt={say(image.alt)} loading="lazy" />}
            <span>{say(label)}</span>
            <select name={name} autofocus={focus && at === 0}>
              <option value="">{words.place}</option>
              {question.choices.map((_, index) => (
                <option value={index + 1} selected={place === String(index + 1)}>
                  {index + 1}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </div>
  );
}

function pointsOf(question: Of<'nps' | 'csat' | 'ces' | 'rating'>): number[] {
  if (question.type === 'nps') return Array.from({ length: 11 }, (_, point) => point);
  const length = question.type === 'csat' ? 5 : (question.points ?? 5);
  return Array.from({ length }, (_, at) => at + 1);
}
