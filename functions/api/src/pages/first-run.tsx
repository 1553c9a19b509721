import type { Build } from '@soundings/contracts/build';
import type { Import } from '@soundings/contracts/import';
import type { Product } from '@soundings/contracts/product';
import type { Source } from '@soundings/contracts/source';
import type { Survey } from '@soundings/contracts/survey';
import type { Child } from 'hono/jsx';
import { BuildButton, BuildProgress } from './jobs.tsx';
import type { Reader } from './reader.ts';
import { SourcesToSee } from './source-health.tsx';

type FirstRunProps = {
  products: Product[];
  imports: Import[];
  surveys: Survey[];
  sources: Source[];
  building: Build | undefined;
  reader: Reader;
};

/** Before the first build: where to begin, and what is done already. */
export function FirstRun({ products, imports, surveys, sources, building, reader }: FirstRunProps) {
  const { words } = reader;
  const first = words.firstRun;
  const has = (kind: Import['kind']) => imports.some((job) => job.kind === kind && job.status === 'done');
  const hasData = imports.length > 0 || surveys.length > 0 || sources.length > 0;
  return (
    <>
      <h1>{first.title}</h1>
      <p class="lead">{first.lead}</p>
      <SourcesToSee sources={sources} reader={reader} />
      {building ? (
        <div data-live aria-live="polite">
          <BuildProgress build={building} reader={reader} />
        </div>
      ) : (
        products.length === 0 && (
          <div class="note">
            <p>
              <strong>{first.sample}</strong> {first.sampleHint}
            </p>
            <form method="post" action="/sample-data">
              <button type="submit">{first.loadSample}</button>
            </form>
          </div>
        )
      )}
      <h2>{products.length === 0 ? first.own : first.next}</h2>
      <ol class="steps">
        <Step title={first.products} hint={first.productsHint} done={products.length > 0} reader={reader}>
          <a class="button second" href="/products">
            {words.products.add}
          </a>
        </Step>
        <Step
          title={first.reviews}
          hint={first.reviewsHint}
          done={has('reviews') || sources.some(({ lastRun }) => lastRun?.status === 'ok')}
          reader={reader}
        >
          <a class="button second" href="/imports">
            {words.imports.send}
          </a>
          <a class="button second" href="/sources/new">
            {words.reviewSources.add}
          </a>
        </Step>
        <Step title={first.purchases} hint={first.purchasesHint} done={has('purchases')} reader={reader}>
          <a class="button second" href="/imports">
            {words.imports.send}
          </a>
        </Step>
        <Step title={first.survey} hint={first.surveyHint} done={surveys.length > 0} reader={reader}>
          <a class="button second" href="/surveys">
            {words.surveys.create}
          </a>
        </Step>
        <Step title={first.build} hint={first.buildHint} done={false} reader={reader}>
          {hasData && !building && <BuildButton reader={reader} />}
        </Step>
      </ol>
    </>
  );
}

type StepProps = { title: string; hint: string; done: boolean; reader: Reader; children: Child };

function Step({ title, hint, done, reader, children }: StepProps) {
  return (
    <li>
      <strong>{title}</strong> {done && <span class="tag good">{reader.words.firstRun.done}</span>}
      <br />
      <span class="soft">{hint}</span>
      <div class="buttons">{children}</div>
    </li>
  );
}
