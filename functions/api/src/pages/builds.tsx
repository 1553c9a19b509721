import { Hono } from 'hono';
import type { Api } from '../api.ts';
import { notFound } from '../problems.ts';
import { startBuild } from '../start-build.ts';
import { show } from './frame.tsx';
import { BuildButton, BuildProgress, isUnderWay, StatusTag } from './jobs.tsx';
import type { PageEnv } from './reader.ts';

/** A build of all insights: started by a button, watched until it is done. */
export function buildPages(api: Api) {
  return new Hono<PageEnv>()
    .post('/', async (c) => {
      const build = await startBuild(api);
      return c.redirect(`/builds/${build.id}`, 303);
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
            {live ? (
              <div data-live aria-live="polite">
                <BuildProgress build={build} reader={reader} />
              </div>
            ) : (
              <div class={`note ${build.status === 'done' ? 'good' : 'bad'}`}>
                <p>
                  <StatusTag status={build.status} reader={reader} /> {build.failure}
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
              <dt>{words.builds.startedAt}</dt>
              <dd>{reader.minute(build.createdAt)}</dd>
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
            {build.status === 'failed' && <BuildButton reader={reader} />}
          </>
        ),
      });
    });
}
