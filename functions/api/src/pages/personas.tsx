import { Persona, type PersonaTheme } from '@soundings/contracts/persona';
import { Hono } from 'hono';
import * as z from 'zod';
import type { Api } from '../api.ts';
import { notFound } from '../problems.ts';
import { currentDocument } from '../routes/insights.ts';
import { PartBar } from './charts/share-bar.tsx';
import { NothingYet, TooLittle } from './empty.tsx';
import { show } from './frame.tsx';
import { Grade } from './grade.tsx';
import { PersonaPage } from './persona-document.tsx';
import { PersonasBeside } from './personas-beside.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';

/** The persona documents: all as cards, all side by side, one in full. */
export function personaPages({ store }: Api) {
  const read = () => currentDocument(store, 'personas', z.array(Persona));
  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const { words } = reader;
      const title = words.places.personas;
      const { build, document = [] } = await read();
      const children =
        document.length > 0 ? (
          <Personas personas={document} reader={reader} />
        ) : build ? (
          <TooLittle title={title} hint={words.personas.none} reader={reader} />
        ) : (
          <NothingYet title={title} reader={reader} />
        );
      return show(c, { title, place: 'personas', children });
    })
    .get('/side-by-side', async (c) => {
      const reader = c.get('reader');
      const { document = [] } = await read();
      const children = <PersonasBeside personas={document} reader={reader} />;
      return show(c, { title: reader.words.personas.beside, place: 'personas', children });
    })
    .get('/:id', async (c) => {
      const reader = c.get('reader');
      const { document } = await read();
      const persona = document?.find(({ id }) => id === c.req.param('id'));
      if (!persona) throw notFound('persona');
      const children = <PersonaPage persona={persona} reader={reader} />;
      return show(c, { title: persona.name[reader.language], place: 'personas', children });
    });
}

function Personas({ personas, reader }: { personas: Persona[]; reader: Reader }) {
  const { words } = reader;
  const told = personas.filter(({ segment }) => segment.n !== null);
  const hidden = personas.length - told.length;
  const max = Math.max(
    0,
    ...told.map(({ segment }) => Math.max(segment.customerShare ?? 0, segment.revenueShare ?? 0)),
  );
  return (
    <>
      <h1>{words.places.personas}</h1>
      <p class="lead">{words.personas.lead}</p>
      <p>
        <a class="button second" href="/personas/side-by-side">
          {words.personas.beside}
        </a>
      </p>
      <ul class="cards">
        {told.map((persona) => (
          <Card persona={persona} max={max} reader={reader} />
        ))}
      </ul>
      {hidden > 0 && <p class="small soft">{say(words.personas.hidden, { n: reader.number(hidden) })}</p>}
    </>
  );
}

function Card({ persona, max, reader }: { persona: Persona; max: number; reader: Reader }) {
  const { words, language } = reader;
  const { segment, grade, behaviour } = persona;
  return (
    <li class="card">
      <h2>
        <a href={`/personas/${persona.id}`}>{persona.name[language]}</a>
      </h2>
      <p>
        {segment.n !== null && say(words.personas.about, { n: reader.number(segment.n) })}{' '}
        {words.persona.units[segment.unit]} <Grade grade={grade} reader={reader} />
      </p>
      <dl class="facts">
        {segment.customerShare !== null && (
          <>
            <dt>{words.persona.customerShare}</dt>
            <dd>
              <PartBar share={segment.customerShare} max={max} reader={reader} />
            </dd>
          </>
        )}
        {segment.revenueShare !== null && (
          <>
            <dt>{words.persona.revenueShare}</dt>
            <dd>
              <PartBar share={segment.revenueShare} max={max} reader={reader} />
            </dd>
          </>
        )}
        {behaviour.orders && (
          <>
            <dt>{words.persona.measures.orders}</dt>
            <dd>{reader.quantity(behaviour.orders.mean, behaviour.orders.unit)}</dd>
          </>
        )}
        {behaviour.averageOrder && (
          <>
            <dt>{words.persona.measures.averageOrder}</dt>
            <dd>{reader.quantity(behaviour.averageOrder.median, behaviour.averageOrder.unit)}</dd>
          </>
        )}
        {persona.attitude.nps && (
          <>
            <dt>NPS</dt>
            <dd>{reader.number(persona.attitude.nps.value)}</dd>
          </>
        )}
        <Themes label={words.persona.pains} themes={persona.pains} reader={reader} />
        <Themes label={words.persona.wishes} themes={persona.wishes} reader={reader} />
      </dl>
      {persona.tags.length > 0 && (
        <ul class="tags">
          {persona.tags.map(({ label, rule }) => (
            <li class="tag" title={rule[language]}>
              {label[language]}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Themes({ label, themes, reader }: { label: string; themes: readonly PersonaTheme[]; reader: Reader }) {
  if (themes.length === 0) return null;
  const names = themes.slice(0, 3).map(({ name, share }) => `${reader.text(name)} ${reader.percent(share)}`);
  return (
    <>
      <dt>{label}</dt>
      <dd>{names.join(reader.words.frame.comma)}</dd>
    </>
  );
}
