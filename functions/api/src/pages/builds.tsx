import { asOf } from '@soundings/contracts/build';
import { BuildSchedule } from '@soundings/contracts/build-schedule';
import { type Context, Hono } from 'hono';
import type { Api } from '../api.ts';
import { isNothingToBuild } from '../nothing-to-build.ts';
import { notFound } from '../problems.ts';
import { startBuild } from '../start-build.ts';
import { BuildScheduleView } from './build-schedule.tsx';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import { BuildButton, BuildProgress, failureOf, isUnderWay, StatusTag } from './jobs.tsx';
import type { PageEnv } from './reader.ts';

/** Builds of all insights: started by a button or on a schedule, watched until they are done. */
export function buildPages(api: Api) {
  async function schedule(c: Context<PageEnv>, problem?: string) {
    const reader = c.get('reader');
    const { edition, value } = await api.store.buildSchedule.current();
    const [last] = (await api.store.builds.list({ limit: 1 })).items;
    const props = { edition, schedule: value, last, problem, reader };
    const { title } = reader.words.schedule;
    return show(c, { title, place: 'overview', children: <BuildScheduleView {...props} /> }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .post('/', async (c) => {
      // The start page says what to bring first.
      if (await isNothingToBuild(api.store)) return c.redirect('/', 303);
      const { job, joined } = await startBuild(api);
      return c.redirect(`/builds/${job.id}${joined ? '?joined' : ''}`, 303);
    })
    .get('/schedule', (c) => schedule(c))
    .post('/schedule', async (c) => {
      const { words } = c.get('reader');
      const { everyDays, hour, whenMoved, basedOn } = await heldForm(c);
      const wanted = BuildSchedule.safeParse({
        everyDays: everyDays === '' ? null : Number(everyDays),
        hour: Number(hour),
        whenMoved: whenMoved === 'yes',
      });
      if (!wanted.success) return schedule(c, words.schedule.problem);
      if (!(await api.store.buildSchedule.add(wanted.data, Number(basedOn)))) return schedule(c, words.book.meanwhile);
      return c.redirect('/builds/schedule', 303);
    })
    .get('/:id', async (c) => {
      const reader = c.get('reader');
      const { words } = reader;
      const build = await api.store.builds.get(c.req.param('id'));
      if (!build) throw notFound('build');
      const live = isUnderWay(build);
      return show(c, {
        title: words.builds.title,
        place: 'overview',
        live,
        children: (
          <>
            <h1>{words.builds.title}</h1>
            <p class="lead">{words.builds.lead}</p>
            {live && c.req.query('joined') !== undefined && <p role="status">{words.builds.joined}</p>}
            {live ? (
              <div data-live aria-live="polite">
                <BuildProgress build={build} reader={reader} />
              </div>
            ) : (
              <div class={`note ${build.status === 'done' ? 'good' : 'bad'}`}>
                <p>
                  <StatusTag status={build.status} reader={reader} /> {failureOf(build, reader)}
                </p>
                {build.status === 'done' && (
                  <p class="buttons">
                    <a class="button" href="/personas">
                      {words.builds.toPersonas}
                    </a>
                    <a class="button second" href="/pain-points">
                      {words.builds.toPains}
                    </a>
                  </p>
                )}
              </div>
            )}
            <dl class="facts">
              <dt>{build.status === 'queued' ? words.builds.askedAt : words.builds.startedAt}</dt>
              <dd>{reader.minute(asOf(build))}</dd>
              {build.finishedAt && (
                <>
                  <dt>{words.builds.finishedAt}</dt>
                  <dd>{reader.minute(build.finishedAt)}</dd>
                </>
              )}
              {(['feedback', 'mentions', 'purchases', 'customers'] as const).map((name) =>
                build.counts[name] === undefined ? null : (
                  <>
                    <dt>{words.builds.counts[name]}</dt>
                    <dd>{reader.number(build.counts[name])}</dd>
                  </>
                ),
              )}
            </dl>
            {build.status === 'failed' && (
              <div class="buttons">
                <BuildButton reader={reader} />
                {build.step === 'segments' && (
                  <a class="button second" href="/customers/currencies">
                    {words.buying.pages.currencies}
                  </a>
                )}
              </div>
            )}
          </>
        ),
      });
    });
}
