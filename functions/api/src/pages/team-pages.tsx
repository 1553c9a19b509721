import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { requireAccess, unauthorized } from '../access.ts';
import type { Api } from '../api.ts';
import { ApiError, ForeignForm, notFound, onError } from '../problems.ts';
import { endSession } from '../session.ts';
import { buildPages } from './builds.tsx';
import { competitionPages } from './competition.tsx';
import { customerPages } from './customers.tsx';
import { feedbackPages } from './feedback.tsx';
import { show } from './frame.tsx';
import { importPages } from './imports.tsx';
import { overviewPages } from './overview.tsx';
import { painPages } from './pain-points.tsx';
import { personaSettingsPages } from './persona-settings.tsx';
import { personaPages } from './personas.tsx';
import { productPages } from './products.tsx';
import { knowReader, type PageEnv } from './reader.ts';
import { samplePages } from './sample-data.tsx';
import { settingsPages } from './settings/settings.tsx';
import { sourcePages } from './sources.tsx';
import { strategyPages } from './strategies.tsx';
import { surveyEditor } from './survey-editor/survey-editor.tsx';
import { surveyPages } from './surveys.tsx';
import { themePages } from './themes/themes.tsx';

/**
 * What the team reads in a browser, all of it behind a session or a key. Nothing here needs scripts: pages are links and
 * forms. Mount it last: it answers for every address that nobody else does.
 */
export function teamPages(api: Api) {
  const pages = new Hono<PageEnv>();
  pages.use(knowReader, compress());
  pages.use(
    requireAccess(api, (c) =>
      c.req.header('accept')?.includes('text/html') ? c.redirect('/sign-in') : unauthorized(),
    ),
  );
  pages.use(async function knowSample(c, next) {
    c.set('sample', await api.store.sampleData.current());
    await next();
  });
  pages.onError((error, c) => {
    if (!(error instanceof ApiError)) return onError(error, c);
    const { words } = c.get('reader');
    const { missing, forbidden, foreign, refused } = words.problems;
    const denied = error instanceof ForeignForm ? foreign : forbidden;
    const { title, text } = error.status === 404 ? missing : error.status === 403 ? denied : refused;
    const children = (
      <>
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a href="/">{words.places.overview}</a>
        </p>
      </>
    );
    return show(c, { title, children }, error.status);
  });

  pages.route('/', overviewPages(api));
  pages.route('/products', productPages(api));
  pages.route('/imports', importPages(api));
  pages.route('/sources', sourcePages(api));
  pages.route('/builds', buildPages(api));
  pages.route('/pain-points', painPages(api));
  pages.route('/themes', themePages(api));
  pages.route('/competition', competitionPages(api));
  pages.route('/customers', customerPages(api));
  pages.route('/personas', personaPages(api));
  pages.route('/persona-settings', personaSettingsPages(api));
  pages.route('/strategies', strategyPages(api));
  pages.route('/surveys', surveyPages(api));
  pages.route('/surveys', surveyEditor(api));
  pages.route('/feedback', feedbackPages(api));
  pages.route('/sample-data', samplePages(api));
  pages.route('/settings', settingsPages(api));
  pages.post('/sign-out', (c) => {
    endSession(c);
    return c.redirect('/sign-in', 303);
  });
  pages.get('*', (c, next) => {
    if (c.req.path.startsWith('/v1/')) return next();
    throw notFound('page');
  });
  return pages;
}
