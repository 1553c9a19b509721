import type { ContextTheme, Persona, PersonaTheme } from '@soundings/contracts/persona';
import { ShareBar } from './charts/share-bar.tsx';
import { type Reader, say } from './reader.ts';
import { Wide } from './wide.tsx';

/** What hurts them, what they wish for and praise; and what is only known of the product as a whole. */
export function PersonaThemes({ persona, reader }: { persona: Persona; reader: Reader }) {
  const { words } = reader;
  const { pains, wishes, praise, needsFit, context } = persona;
  return (
    <>
      {(
        [
          ['pains', pains, 'hurt'],
          ['wishes', wishes, ''],
          ['praise', praise, 'good'],
        ] as const
      ).map(([id, themes, tone]) => (
        <>
          <h2 id={id}>{words.persona[id]}</h2>
          {themes.length === 0 ? (
            <p class="soft">{words.persona.noThemes[id]}</p>
          ) : (
            <ThemeTable themes={themes} tone={tone} reader={reader} />
          )}
        </>
      ))}
      {needsFit.length > 0 && (
        <>
          <h2 id="needsFit">{words.persona.needsFit}</h2>
          <ul>
            {needsFit.map(({ name, verdict, share, n }) => (
              <li>
                <strong>{reader.text(name)}</strong>:{' '}
                {say(words.persona.verdicts[verdict], { share: reader.percent(share), n: reader.number(n) })}
              </li>
            ))}
          </ul>
        </>
      )}
      {context.length > 0 && (
        <>
          <h2 id="context">{words.persona.context}</h2>
          <p>{words.persona.contextHint}</p>
          <div class="columns">
            <Context of="ours" context={context} reader={reader} />
            <Context of="competitor" context={context} reader={reader} />
          </div>
        </>
      )}
    </>
  );
}

type ThemeTableProps = { themes: readonly PersonaTheme[]; tone: 'hurt' | 'good' | ''; reader: Reader };

function ThemeTable({ themes, tone, reader }: ThemeTableProps) {
  const { words } = reader;
  const max = Math.max(...themes.map(({ interval }) => interval[1]));
  return (
    <Wide reader={reader}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.persona.theme}</th>
            <th scope="col">{words.persona.shareOfThem}</th>
            <th scope="col" class="n">
              {words.pains.others}
            </th>
            <th scope="col">{words.persona.comparison}</th>
            <th scope="col" class="n">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {themes.map(({ name, share, interval: [low, high], others, lift, liftInterval, against, n, quotes }) => (
            <tr>
              <th scope="row">
                {reader.text(name)}
                {quotes.length > 0 && (
                  <details class="quiet" open={reader.printing}>
                    <summary>{words.persona.quotes}</summary>
                    {quotes.map(({ text, language, feedbackId }) => (
                      <blockquote>
                        <p lang={language}>{text}</p>
                        <footer class="small">
                          <a href={`/feedback/${feedbackId}`}>{words.feedback.whole}</a>
                        </footer>
                      </blockquote>
                    ))}
                  </details>
                )}
              </th>
              <td>
                <ShareBar of={{ share, low, high }} max={max} tone={tone} mark={others} reader={reader} />
              </td>
              <td class="n">{others === null ? '' : reader.percent(others)}</td>
              <td>
                {against && <span class={`tag ${against === 'more' ? 'warn' : ''}`}>{words.against[against]}</span>}{' '}
                {lift !== null && liftInterval && (
                  <span class="small soft">
                    {say(words.persona.lift, {
                      n: reader.number(lift, 1),
                      low: reader.number(liftInterval[0], 1),
                      high: reader.number(liftInterval[1], 1),
                    })}
                  </span>
                )}
              </td>
              <td class="n">{reader.number(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

type ContextProps = { of: ContextTheme['role']; context: readonly ContextTheme[]; reader: Reader };

function Context({ of: role, context, reader }: ContextProps) {
  const { words } = reader;
  const lines = context.filter((line) => line.role === role);
  if (lines.length === 0) return null;
  const max = Math.max(...lines.map(({ interval }) => interval[1]));
  return (
    <section>
      <h3>{words.roles[role]}</h3>
      <Wide reader={reader}>
        <table>
          <tbody>
            {lines.map(({ name, intent, share, interval: [low, high] }) => (
              <tr>
                <th scope="row">
                  {reader.text(name)} <span class="soft small">{words.intents[intent]}</span>
                </th>
                <td>
                  <ShareBar
                    of={{ share, low, high }}
                    max={max}
                    tone={intent === 'complaint' ? 'hurt' : intent === 'praise' ? 'good' : ''}
                    reader={reader}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
}
