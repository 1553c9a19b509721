import type { Readable } from 'node:stream';
import type { Persona, PersonaTheme } from '@soundings/contracts/persona';
import { PersonaGrouping } from '@soundings/contracts/persona-grouping';
import { diffPersonas } from '@soundings/personas/diff';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Api } from '../api.ts';
import { AudienceRequest, takeAudience } from '../audience.ts';
import { ContactFileError, readContacts } from '../contact-file.ts';
import { currentDocument } from '../current-document.ts';
import { shownExperiments } from '../experiments.ts';
import { openPersonaDocuments } from '../persona-documents.ts';
import { ApiError, notFound } from '../problems.ts';
import { PartBar } from './charts/share-bar.tsx';
import { NothingYet, TooLittle } from './empty.tsx';
import { show } from './frame.tsx';
import { Grade } from './grade.tsx';
import { PersonaAudience } from './persona-audience.tsx';
import { PersonaPage } from './persona-document.tsx';
import { groupingName, inGroupings } from './persona-groupings.ts';
import { PersonaCompared, PersonaVersions } from './persona-versions.tsx';
import { PersonasBeside } from './personas-beside.tsx';
import { type PageEnv, type Reader, say } from './reader.ts';
import { readUpload } from './upload-form.ts';

const Groupings = z.array(PersonaGrouping);

const Versions = z.object({ from: z.coerce.number().int().positive(), to: z.coerce.number().int().positive() });
const Shown = z.object({ version: z.coerce.number().int().positive().optional().catch(undefined) });
const MAX_CONTACTS_BYTES = 20_000_000;

/** The persona documents: all as cards, all side by side, one in full, its versions, and whom it reaches. */
export function personaPages({ store }: Api) {
  const documents = openPersonaDocuments(store);

  async function audience(c: Context<PageEnv>, problem?: string) {
    const reader = c.get('reader');
    const persona = await documents.one(c.req.param('id') ?? '');
    const experiments = await shownExperiments(store, persona.id);
    const props = { persona, experiments, chosen: c.req.query('strategy'), problem, reader };
    const { title } = reader.words.audience;
    return show(c, { title, place: 'personas', children: <PersonaAudience {...props} /> }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const { words } = reader;
      const title = words.places.personas;
      const { build, document = [] } = await documents.current();
      const { document: groupings = [] } = await currentDocument(store, 'groupings', Groupings);
      const children = document.some(({ segment }) => segment.n !== null) ? (
        <Personas personas={document} groupings={groupings} reader={reader} />
      ) : build ? (
        <TooLittle title={title} hint={words.personas.none} reader={reader} />
      ) : (
        <NothingYet title={title} reader={reader} />
      );
      return show(c, { title, place: 'personas', children });
    })
    .get('/side-by-side', async (c) => {
      const reader = c.get('reader');
      const { document = [] } = await documents.current();
      const { document: groupings = [] } = await currentDocument(store, 'groupings', Groupings);
      const children = <PersonasBeside personas={document} groupings={groupings} reader={reader} />;
      return show(c, { title: reader.words.personas.beside, place: 'personas', children });
    })
    .get('/:id', async (c) => {
      const reader = c.get('reader');
      const { version } = Shown.parse(c.req.query());
      const persona = await documents.one(c.req.param('id'), version);
      const children = <PersonaPage persona={persona} reader={reader} />;
      return show(c, { title: persona.name[reader.language], place: 'personas', children });
    })
    .post('/:id/publish', async (c) => {
      const { id } = await documents.one(c.req.param('id'));
      await documents.publish(id);
      return c.redirect(`/personas/${id}${c.req.query('to') === 'audience' ? '/audience' : ''}`, 303);
    })
    .get('/:id/versions', async (c) => {
      const reader = c.get('reader');
      const persona = await documents.one(c.req.param('id'));
      const versions = await store.personas.versions(persona.id);
      const children = <PersonaVersions persona={persona} versions={versions} reader={reader} />;
      return show(c, { title: reader.words.versions.title, place: 'personas', children });
    })
    .get('/:id/compare', async (c) => {
      const reader = c.get('reader');
      const asked = Versions.safeParse(c.req.query());
      if (!asked.success) throw notFound('version of this persona');
      const id = c.req.param('id');
      const [from, to] = await Promise.all([documents.one(id, asked.data.from), documents.one(id, asked.data.to)]);
      const children = <PersonaCompared persona={to} diff={diffPersonas(from, to)} reader={reader} />;
      const title = say(reader.words.versions.compared, asked.data);
      return show(c, { title, place: 'personas', children });
    })
    .get('/:id/audience', (c) => audience(c))
    .post('/:id/audience', async (c) => {
      const { words } = c.get('reader');
      try {
        const persona = await documents.one(c.req.param('id'));
        const request = await readUpload(c, async (fields, file) => {
          const { strategy, share, days, as, country } = fields;
          return AudienceRequest.parse({
            as,
            contacts: readContacts(await readAll(file, MAX_CONTACTS_BYTES)),
            ...(country && { country }),
            ...(strategy && { experiment: { strategy, share: Number(share) / 100, days: Number(days) } }),
          });
        });
        const { list } = await takeAudience(store, persona, request);
        return c.body(`${list.join('\n')}\n`, 200, {
          'content-type': 'text/plain; charset=utf-8',
          'content-disposition': `attachment; filename="audience-${persona.id}.txt"`,
        });
      } catch (error) {
        if (error instanceof ContactFileError || error instanceof z.ZodError) {
          return audience(c, words.audience.problem);
        }
        if (error instanceof ApiError && error.status === 409) return audience(c, words.audience.tooFew);
        if (error instanceof ApiError && error.status === 400) return audience(c, words.audience.problem);
        throw error;
      }
    });
}

/** A file that is small enough to be held whole. */
async function readAll(file: Readable, most: number): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of file as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > most) throw new ApiError(400, 'The file is too large.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

type PersonasProps = { personas: Persona[]; groupings: readonly PersonaGrouping[]; reader: Reader };

function Personas({ personas, groupings, reader }: PersonasProps) {
  const { words } = reader;
  const parts = inGroupings(personas, groupings);
  return (
    <>
      <h1>{words.places.personas}</h1>
      <p class="lead">{words.personas.lead}</p>
      <p class="buttons">
        <a class="button second" href="/personas/side-by-side">
          {words.personas.beside}
        </a>
        <a class="button second" href="/strategies">
          {words.book.title}
        </a>
        <a class="button second" href="/persona-settings">
          {words.personaSettings.title}
        </a>
      </p>
      {parts.map(({ grouping, personas: of }) => (
        <>
          {parts.length > 1 && <h2 id={`by-${grouping.id}`}>{groupingName(grouping, reader)}</h2>}
          <Cards personas={of} heading={parts.length > 1 ? 'h3' : 'h2'} reader={reader} />
        </>
      ))}
    </>
  );
}

type Heading = 'h2' | 'h3';

function Cards({ personas, heading, reader }: { personas: Persona[]; heading: Heading; reader: Reader }) {
  const told = personas.filter(({ segment }) => segment.n !== null);
  const hidden = personas.length - told.length;
  const max = Math.max(
    0,
    ...told.map(({ segment }) => Math.max(segment.customerShare ?? 0, segment.revenueShare ?? 0)),
  );
  return (
    <>
      <ul class="cards">
        {told.map((persona) => (
          <Card persona={persona} max={max} heading={heading} reader={reader} />
        ))}
      </ul>
      {hidden > 0 && <p class="small soft">{say(reader.words.personas.hidden, { n: reader.number(hidden) })}</p>}
    </>
  );
}

type CardProps = { persona: Persona; max: number; heading: Heading; reader: Reader };

function Card({ persona, max, heading: Title, reader }: CardProps) {
  const { words, language } = reader;
  const { segment, grade, behaviour } = persona;
  return (
    <li class="card">
      <Title>
        <a href={`/personas/${persona.id}`}>{persona.name[language]}</a>
      </Title>
      <p>
        {segment.n !== null && say(words.personas.about, { n: reader.number(segment.n) })}{' '}
        {words.persona.units[segment.unit]} <Grade grade={grade} reader={reader} />
      </p>
      <dl class="facts">
        {segment.customerShare !== null && (
          <>
            <dt>{words.persona.sharesOf[segment.unit]}</dt>
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
            <dd>
              {reader.number(persona.attitude.nps.value)}{' '}
              <span class="soft small">
                ({persona.attitude.nps.interval.map((end) => reader.number(end)).join(' … ')}; n ={' '}
                {reader.number(persona.attitude.nps.n)})
              </span>
            </dd>
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
  const most = themes.toSorted((a, b) => b.share - a.share);
  const n = Math.max(...themes.map((theme) => theme.n));
  const names = most.slice(0, 3).map(({ name, share }) => `${reader.text(name)} ${reader.percent(share)}`);
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {names.join(reader.words.frame.comma)} <span class="soft small">(n = {reader.number(n)})</span>
      </dd>
    </>
  );
}
