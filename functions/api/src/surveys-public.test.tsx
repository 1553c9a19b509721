import { brotliCompressSync } from 'node:zlib';
import { newId } from '@soundings/contracts/ids';
import { SurveyDefinition } from '@soundings/contracts/survey';
import { signLink } from '@soundings/survey/links';
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
  const post = async (form: Iterable<[string, string]>, id = memory.published.id) => {
    const answer = await app.request(`/${id}`, {
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
    const second = await survey.post([
      ...formOf(first.html, { recommend: '3' }),
      ['_t.recommend', '99'],
      ['_t.nobody', '1'],
    ]);
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
        // The browser says 99; the page was there for five seconds.
        questionSeconds: { recommend: 5 },
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

const say = (en: string) => ({ en });
const oneText = (more: Partial<SurveyDefinition> = {}): SurveyDefinition => ({
  title: say('One text'),
  languages: ['en'],
  pages: [{ id: 'only', questions: [{ type: 'long-text', id: 'text', title: say('Say something'), required: true }] }],
  ...more,
});

describe('what a page weighs', () => {
  const bytes = (text: string) => brotliCompressSync(text).length;

  it('is at most 12 KB for five questions with their style, and 6 KB more for the script', async () => {
    const { get, app } = serve(surveyTemplates['product-feedback'].define('Teapot'));
    const { html } = await get();
    const asset = async (path: string | undefined) => (await app.request((path ?? '').replace(/^\/s/, ''))).text();
    const style = await asset(/stylesheet" href="([^"]+)"/.exec(html)?.[1]);
    const script = await asset(/<script src="([^"]+)"/.exec(html)?.[1]);
    expect(style).toContain('--brand');
    expect(bytes(html) + bytes(style)).toBeLessThan(12 * 1024);
    expect(bytes(script)).toBeLessThan(6 * 1024);
  });

  it('is cached under a name of its content, in the brand’s colour', async () => {
    const { get, app } = serve(oneText({ brand: { color: '#0A6B3D' } }));
    const path = /stylesheet" href="\/s([^"]+)"/.exec((await get()).html)?.[1] ?? '';
    const style = await app.request(path);
    expect(style.headers.get('cache-control')).toContain('immutable');
    expect(await style.text()).toContain('--brand:#0a6b3d');
    for (const name of ['/-/x.css', '/-/0a6b3g.0123456789ab.css', '/-/..%2f..%2fpackage.json'])
      expect((await app.request(name)).status).toBe(404);
  });
});

describe('who may answer, and when', () => {
  it('records nothing on GET, however it is asked', async () => {
    const { deps, published, app } = serve(oneText({ fields: ['order'] }));
    const token = signLink({ customerId: 'c', expires: 9e9 }, { surveyId: published.id, secret: deps.secret });
    const refuse = () => Promise.reject(new Error('a GET wrote'));
    Object.assign(deps, {
      acceptResponse: refuse,
      observe: refuse,
      saveVisit: refuse,
      forgetVisit: refuse,
      recordProgress: refuse,
    });
    for (const query of ['', '?lang=zh-CN&order=7', `?t=${token}`, '?r=nothing', '?_go=next&a.text=x'])
      expect((await app.request(`/${published.id}${query}`)).status).toBeLessThan(500);
  });

  it('takes one response from a personal link, and knows its customer', async () => {
    const { deps, published, get, post, responses } = serve(oneText({ fields: ['order'], linkOnly: true }));
    const link = (more: object = {}) =>
      `?t=${signLink({ customerId: 'c-7', expires: 9e9, fields: { order: 'A1' }, ...more }, { surveyId: published.id, secret: deps.secret })}`;
    const token = link();
    const [first, second] = [await get(token), await get(token)];
    expect(first.html).toContain('linked to you as a customer');
    await post(formOf(first.html, { text: 'from one device' }));
    await post(formOf(second.html, { text: 'from another' }));
    expect([...responses.values()]).toMatchObject([
      { customerId: 'c-7', fields: { order: 'A1' }, answers: { text: { text: 'from one device' } } },
    ]);
    expect((await get(token)).html).toContain('You have already answered');
    expect((await get()).status).toBe(403);
    expect((await get(`${token}x`)).status).toBe(403);
    expect((await get(link({ expires: 1 }))).status).toBe(410);
  });

  it('never joins an anonymous response to a customer', async () => {
    const { deps, published, get, post, responses } = serve(oneText({ anonymous: true }));
    const token = signLink({ customerId: 'c-7', expires: 9e9 }, { surveyId: published.id, secret: deps.secret });
    const { html } = await get(`?t=${token}`);
    expect(html).toContain('Your answers are anonymous');
    await post(formOf(html, { text: 'x' }));
    expect(JSON.stringify([...responses])).not.toContain('c-7');
  });

  it('takes what was opened before closing, for the time of grace', async () => {
    const closesAt = '2026-03-01T09:10:00.000Z';
    const { clock, get, post, responses } = serve(oneText({ closesAt, graceMinutes: 5 }));
    const before = await get();
    clock.now = Date.parse(closesAt) + 4 * 60_000;
    expect((await get()).status).toBe(410);
    await post(formOf(before.html, { text: 'in time' }));
    const late = await post(formOf(before.html, { text: 'late' }));
    clock.now += 2 * 60_000;
    expect((await post(formOf(before.html, { text: 'too late' }))).status).toBe(410);
    expect(late.status).toBe(200);
    expect(responses.size).toBe(1);
  });

  it('is not open before its time, and full at its limit', async () => {
    const { clock, get, post, responses } = serve(oneText({ opensAt: '2026-03-01T10:00:00.000Z', responseLimit: 1 }));
    expect((await get()).html).toContain('not open yet');
    clock.now = Date.parse('2026-03-01T10:00:00.000Z');
    const pages = [await get(), await get()];
    expect((await post(formOf(pages[0]?.html ?? '', { text: 'first' }))).html).toContain('Thank you');
    expect((await post(formOf(pages[1]?.html ?? '', { text: 'second' }))).html).toContain('has enough answers');
    expect((await post(formOf(pages[0]?.html ?? '', { text: 'first' }))).html).toContain('Thank you');
    expect(responses.size).toBe(1);
  });

  it('asks to send again what could not be stored, and loses none of it', async () => {
    const { deps, get, post, responses } = serve(oneText());
    const { acceptResponse } = deps;
    deps.acceptResponse = async () => 'busy';
    const again = await post(formOf((await get()).html, { text: 'my long answer' }));
    expect([again.status, again.html.includes('did not arrive')]).toEqual([503, true]);
    expect(again.html).toContain('>my long answer</textarea>');
    deps.acceptResponse = acceptResponse;
    expect((await post(formOf(again.html, { text: 'my long answer' }))).status).toBe(200);
    expect(responses.size).toBe(1);
  });

  it('keeps a suspect and says why', async () => {
    const { get, post, responses } = serve(oneText());
    const { html } = await get();
    await post([...formOf(html, { text: 'buy now' }), ['website', 'https://example.com']]);
    expect([...responses.values()][0]?.suspect).toEqual(['honeypot', 'too-fast']);
  });

  it('answers in the language that the respondent reads', async () => {
    const { get } = serve(surveyTemplates.nps.define('Teapot'));
    expect((await get('', { 'accept-language': 'fr, zh-TW;q=0.9, en;q=0.8' })).html).toContain('<html lang="zh-CN">');
    expect((await get('?lang=en', { 'accept-language': 'zh-CN' })).html).toContain('<html lang="en">');
    expect((await get('', { 'accept-language': `${'x,'.repeat(9000)}` })).html).toContain('<html lang="zh-CN">');
  });
});

describe('attacks', () => {
  const BAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  it('cannot put a script into a page, by a definition, an answer, a link field or the language', async () => {
    const definition = oneText({
      title: say(`${BAD}{{field:order}}`),
      intro: say(BAD),
      fields: ['order'],
      pages: [
        {
          id: 'one',
          title: say(BAD),
          questions: [
            { type: 'short-text', id: 'text', title: say(BAD), help: say(BAD) },
            { type: 'single', id: 'pick', title: say('p'), choices: [{ value: 'a', label: say(BAD) }], required: true },
          ],
        },
        { id: 'two', questions: [{ type: 'statement', id: 'said', title: say('{{answer:text}}') }] },
      ],
    });
    const { get, post } = serve(definition);
    const first = await get(`?order=${encodeURIComponent(BAD)}&lang=${encodeURIComponent(BAD)}`);
    const wrong = await post(formOf(first.html, { text: BAD }));
    const second = await post(formOf(first.html, { text: BAD, pick: 'a' }));
    expect(second.html).toContain('&lt;script&gt;');
    for (const { html } of [first, wrong, second]) {
      expect(html).not.toMatch(/<script>|<img/);
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]+\son\w+=/);
    }
    expect(first.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/);
    expect(first.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('cannot send without a page of this very survey, nor change what it carries', async () => {
    const ours = serve(oneText());
    const theirs = serve(oneText());
    const { html } = await ours.get();
    const state = stateIn(html);
    const flipped = `${state.slice(0, 20)}${state[20] === 'A' ? 'B' : 'A'}${state.slice(21)}`;
    for (const bad of ['', 'x', flipped, stateIn((await theirs.get()).html), `${state}x`]) {
      const form = formOf(html, { text: 'x' }).map(([name, value]): [string, string] => [
        name,
        name === '_state' ? bad : value,
      ]);
      expect((await ours.post(form)).status).toBe(400);
    }
    expect(ours.responses.size).toBe(0);
    expect((await ours.post(formOf(html, { text: 'x' }), newId('survey'))).status).toBe(400);
  });

  it('cannot read or change a response or saved answers by an id', async () => {
    const { app, get, post, responses, saved } = serve(oneText());
    await post(formOf((await get()).html, { text: 'private words' }));
    await post(formOf((await get()).html, { text: 'private words' }, 'save'));
    const [id] = responses.keys();
    const [hash] = saved.keys();
    for (const path of [`/${id}`, `/${id}?r=${hash}`, `/-/${id}`]) expect((await app.request(path)).status).toBe(404);
    const { status, html } = await get(`?r=${hash}`);
    expect([status, html.includes('private words')]).toEqual([404, false]);
    await post([
      ['_go', 'forget'],
      ['secret', hash ?? ''],
    ]);
    expect(saved.size).toBe(1);
  });

  it('cannot lead elsewhere after sending', async () => {
    for (const continueUrl of ['javascript:alert(1)', 'http://example.com', '//example.com', 'data:text/html,x'])
      expect(SurveyDefinition.safeParse(oneText({ continueUrl })).success).toBe(false);
    const { get, post } = serve(oneText({ continueUrl: 'https://example.com/thanks' }));
    const { html } = await get('?next=https://evil.example&continue=https://evil.example');
    const thanks = await post([...formOf(html, { text: 'x' }), ['continue', 'https://evil.example']]);
    expect(thanks.html).toContain('https://example.com/thanks');
    expect(thanks.html).not.toContain('evil.example');
  });

  it('cannot overload a page: huge answers, many fields, many choices', async () => {
    const { app, published, get, post, responses } = serve(oneText());
    const { html } = await get();
    const huge = await app.request(`/${published.id}`, {
      method: 'POST',
      body: new URLSearchParams(formOf(html, { text: 'x'.repeat(10_000_000) })),
    });
    expect(huge.status).toBe(413);
    const many = Array.from({ length: 20_000 }, (_, i): [string, string] => [`a.x${i}`, '1']);
    const from = process.cpuUsage();
    expect((await post([...formOf(html, { text: 'x' }), ...many])).status).toBeLessThan(500);
    expect(process.cpuUsage(from).user).toBeLessThan(2_000_000);
    expect((await post(formOf(html, { text: 'x'.repeat(5001) }))).status).toBe(422);
    expect(responses.size).toBeLessThanOrEqual(1);
    const choices = Array.from({ length: 1000 }, (_, i) => ({ value: `c${i}`, label: say('c') }));
    const page = { id: 'p', questions: [{ type: 'single' as const, id: 'q', title: say('q'), choices }] };
    expect(SurveyDefinition.safeParse(oneText({ pages: [page] })).success).toBe(false);
  });

  it('cannot send anything but a form', async () => {
    const { app, published } = serve(oneText());
    const answer = await app.request(`/${published.id}`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(415);
  });
});
