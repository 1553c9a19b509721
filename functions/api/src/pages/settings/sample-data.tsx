import { reaches } from '@soundings/contracts/access';
import type { Erasure } from '@soundings/contracts/erasure';
import type { SampleData } from '@soundings/store/sample-data';
import { sampleSurveyUse } from '@soundings/store/sample-survey';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { knownSample } from '../../former-sample.ts';
import { startErasure } from '../../start-erasure.ts';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import { failureOf, StatusTag } from '../jobs.tsx';
import { type PageEnv, type Reader, say } from '../reader.ts';
import { Sure } from './sure.tsx';
import { SettingsTitle } from './title.tsx';

/** Whether the sample is loaded, and the one way out of it. */
export function sampleSettings(api: Api) {
  const { store } = api;

  async function page(c: Context<PageEnv>, isUnsure = false) {
    const reader = c.get('reader');
    const sample = await knownSample(store);
    const removal = sample?.erasureId ? await store.erasures.jobs.get(sample.erasureId) : undefined;
    const isUnderWay = removal !== undefined && removal.status !== 'failed';
    const survey = sample && (await sampleSurveyUse(store, sample));
    const hasProducts = (await store.products.all()).length > 0;
    const props = { sample, survey, removal, isUnderWay, isUnsure, hasProducts };
    const isAdmin = reaches(c.get('visitor').role, 'admin');
    const children = <SampleSettings {...props} isAdmin={isAdmin} reader={reader} />;
    const title = reader.words.sample.title;
    return show(c, { title, place: 'settings', live: isUnderWay, children }, isUnsure ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => page(c))
    .post('/', async (c) => {
      const { sure, withSurvey } = await heldForm(c);
      if (sure !== 'yes') return page(c, true);
      await startErasure(api, { kind: 'sample', withSurvey: withSurvey === 'yes' });
      return c.redirect('/settings/sample-data', 303);
    });
}

type SampleSettingsProps = {
  sample: SampleData | undefined;
  /** What others did to its survey. */
  survey: Awaited<ReturnType<typeof sampleSurveyUse>>;
  removal: Erasure | undefined;
  isUnderWay: boolean;
  isUnsure: boolean;
  hasProducts: boolean;
  isAdmin: boolean;
  reader: Reader;
};

function SampleSettings({ sample, isUnsure, ...props }: SampleSettingsProps) {
  const { reader } = props;
  const { words } = reader;
  return (
    <>
      <SettingsTitle title={words.sample.title} lead={words.sample.lead} reader={reader} />
      {isUnsure && (
        <p class="note bad" role="alert">
          {words.sample.unsure}
        </p>
      )}
      <div data-live aria-live="polite">
        {sample ? <Loaded sample={sample} {...props} /> : <None {...props} />}
      </div>
    </>
  );
}

function None({ hasProducts, reader }: Pick<SampleSettingsProps, 'hasProducts' | 'reader'>) {
  const { words } = reader;
  return (
    <>
      <p>{words.sample.none}</p>
      {!hasProducts && (
        <form method="post" action="/sample-data">
          <button type="submit" class="second">
            {words.firstRun.loadSample}
          </button>
        </form>
      )}
    </>
  );
}

type LoadedProps = Pick<SampleSettingsProps, 'survey' | 'removal' | 'isUnderWay' | 'isAdmin' | 'reader'> & {
  sample: SampleData;
};

function Loaded({ sample: { loadedAt, products }, survey, removal, isUnderWay, isAdmin, reader }: LoadedProps) {
  const { words } = reader;
  if (isUnderWay) {
    return (
      <p class="note">
        <StatusTag status={removal?.status ?? 'queued'} reader={reader} /> {words.sample.underWay}
      </p>
    );
  }
  return (
    <>
      <p>
        {say(words.sample.loaded, {
          time: reader.minute(loadedAt),
          names: Object.keys(products).join(words.frame.comma),
        })}
      </p>
      {removal && <p class="note bad">{failureOf(removal, reader)}</p>}
      <h2>{words.sample.remove}</h2>
      <ul>
        {Object.values(words.sample.goes).map((each) => (
          <li>{each}</li>
        ))}
      </ul>
      <p>{words.sample.stays}</p>
      {isAdmin ? (
        <form class="form" method="post" action="/settings/sample-data">
          {survey && (survey.responses > 0 || survey.isChanged) && (
            <label class="choice">
              <input type="checkbox" name="withSurvey" value="yes" />
              <span>{say(words.sample.withSurvey, { n: reader.number(survey.responses) })}</span>
            </label>
          )}
          <Sure reader={reader} />
          <div>
            <button type="submit">{words.sample.remove}</button>
          </div>
        </form>
      ) : (
        <p class="note">{words.sample.adminOnly}</p>
      )}
    </>
  );
}
