import { surveyTemplates } from '@soundings/survey/templates/survey-templates';
import { describe, expect, it } from 'vitest';
import { memorySurveys } from './survey-page/memory-surveys.ts';
import { publicSurveys } from './surveys-public.tsx';

function serve(...survey: Parameters<typeof memorySurveys>) {
  const memory = memorySurveys(...survey);
  const app = publicSurveys(memory.deps);
  const get = async (query = '', headers: Record<string, string> = { 'accept-language': 'en' }) => {
    const answer = await app.request(`/${memory.published.id}${query}`, { headers });
    return { status: answer.status, headers: answer.headers, html: await answer.text() };
  };
  const post = async (form: Iterable<[string, string]>) => {
    const answer = await app.request(`/${memory.published.id}`, {
      method: 'POST',
      body: new URLSearchParams([...form]),
    });
    return { status: answer.status, html: await answer.text() };
  };
  return { ...memory, app, get, post };
}

const stateIn = (html: string) => /name="_state" value="([^"]+)"/.exec(html)?.[1] ?? '';
const shownIn = (html: string): [string, string][] =>
  [...html.matchAll(/<fieldset class="q[^>]*data-q="([^"]+)"([^>]*)>/g)]
    .filter(([, , rest]) => !rest?.includes('disabled'))
    .map(([, id]) => ['_q', id ?? '']);
const formOf = (html: string, answers: Record<string, string>, go = 'next'): [string, string][] => [
  ['_state', stateIn(html)],
  ...shownIn(html),
  ...Object.entries(answers).map(([name, value]): [string, string] => [`a.${name}`, value]),
  ['_go', go],
];

describe('a survey page without scripts', () => {
  it('leads through the pages that apply and stores one response', async () => {
    const survey = serve(surveyTemplates.nps.define('Teapot'));
    const first = await survey.get();
    expect(first.status).toBe(200);
    expect(first.html).toContain('How likely are you to recommend Teapot');
    expect(survey.progress).toEqual([]);

    survey.clock.now += 5000;
    const second = await survey.post(formOf(first.html, { recommend: '3' }));
    expect(second.html).toContain('What keeps you from recommending it?');
    expect(shownIn(second.html)).toEqual([
      ['_q', 'why-detractor'],
      ['_q', 'quoting'],
    ]);

    const last = formOf(second.html, { 'why-detractor': 'It <b>drips</b>', quoting: 'yes' });
    const thanks = await survey.post(last);
    expect(thanks.status).toBe(200);
    expect(thanks.html).toContain('Thank you');
    await survey.post(last);
    expect([...survey.responses.values()]).toMatchObject([
      {
        answers: {
          recommend: { number: 3 },
          'why-detractor': { text: 'It <b>drips</b>' },
          quoting: { given: true },
        },
        consent: true,
        customerId: null,
        suspect: [],
        pageSeconds: { score: 5, why: 0 },
      },
    ]);
  });

  it('says what is wrong beside the question and puts the focus there', async () => {
    const survey = serve(surveyTemplates.nps.define('Teapot'));
    const first = await survey.get();
    const again = await survey.post(formOf(first.html, {}));
    expect(again.status).toBe(422);
    expect(again.html).toContain('Please answer this question.');
    expect(again.html).toMatch(/name="a.recommend" value="0"[^>]*autofocus/);
  });
});
