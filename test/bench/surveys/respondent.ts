import { performance } from 'node:perf_hooks';

/** The form of a survey page as a browser without scripts would send it. */
export function formOf(html: string, answers: Record<string, string>): URLSearchParams {
  const form = new URLSearchParams({ _state: /name="_state" value="([^"]+)"/.exec(html)?.[1] ?? '', _go: 'next' });
  for (const [, question, rest] of html.matchAll(/<fieldset class="q[^>]*data-q="([^"]+)"([^>]*)>/g)) {
    if (question && !rest?.includes('disabled')) form.append('_q', question);
  }
  for (const [name, value] of Object.entries(answers)) form.append(`a.${name}`, value);
  return form;
}

/** Opens a page; gives its HTML and the milliseconds until all of it was there. */
export async function openPage(url: string): Promise<{ html: string; ms: number }> {
  const from = performance.now();
  const answer = await fetch(url, { headers: { 'accept-language': 'en' } });
  const html = await answer.text();
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
  return { html, ms: performance.now() - from };
}

/** Sends a form; true if the answer thanks. */
export async function sendForm(url: string, form: URLSearchParams): Promise<'thanks' | 'full' | number> {
  const answer = await fetch(url, { method: 'POST', body: form });
  const html = await answer.text();
  if (html.includes('<h1 tabindex="-1">Thank you')) return 'thanks';
  return html.includes('has enough answers') ? 'full' : answer.status;
}
