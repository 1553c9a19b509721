import type { Persona, PersonaSkill } from '@soundings/contracts/persona';
import { testName } from '@soundings/personas/words';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

const [WIDTH, HEIGHT] = [200, 14];

/** How much better than the overall average the persona foretells people whom it has not seen, so that useless splits show. */
export function Evaluation({ persona, reader }: { persona: Persona; reader: Reader }) {
  const { words } = reader;
  const { evaluation } = persona;
  const helps = evaluation.filter(({ useful }) => useful).length;
  const reach = Math.max(0.02, ...evaluation.flatMap(({ interval }) => interval.map(Math.abs)));
  return (
    <>
      <h2 id="evaluation">{words.persona.evaluation}</h2>
      <p>
        {words.persona.evaluationHint}{' '}
        {say(words.evaluation.helps, { n: reader.number(helps), of: reader.number(evaluation.length) })}
      </p>
      <Wide reader={reader}>
        <table class="tight">
          <thead>
            <tr>
              <th scope="col">{words.evaluation.of}</th>
              <th scope="col">{words.evaluation.skill}</th>
              <th scope="col" class="n">
                n
              </th>
              <th scope="col">{words.evaluation.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {evaluation.map((skill) => (
              <tr>
                <th scope="row">{reader.text(testName(skill))}</th>
                <td>
                  <SkillBar skill={skill} reach={reach} reader={reader} />
                </td>
                <td class="n">{reader.number(skill.n)}</td>
                <td>
                  <span class={`tag ${skill.useful ? 'good' : ''}`}>
                    {skill.useful ? words.persona.useful : words.persona.notUseful}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

/** From the middle, where the persona is no better than the average, to the right where it is. */
function SkillBar({ skill, reach, reader }: { skill: PersonaSkill; reach: number; reader: Reader }) {
  const [low, high] = skill.interval;
  const at = (value: number) => Math.round((10 * WIDTH * (1 + Math.max(-1, Math.min(1, value / reach)))) / 2) / 10;
  const [middle, value] = [at(0), at(skill.skill)];
  return (
    <div class="bar-row">
      <svg
        class={`bar ${skill.useful ? 'good' : ''}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <rect class="track" width={WIDTH} height={HEIGHT} rx="1" />
        <rect class="fill" x={Math.min(middle, value)} width={Math.abs(value - middle)} height={HEIGHT} />
        <rect class="range" x={at(low)} y="6" width={Math.max(1, at(high) - at(low))} height="2" />
        <rect class="mark" x={middle} width="1.5" height={HEIGHT} />
      </svg>
      <span>
        {reader.percent(skill.skill)} <span class="soft small">({reader.percents(low, high)})</span>
      </span>
    </div>
  );
}
