import type { LocalServer } from './local-server.ts';

/**
 * Fills a hosted survey in as a browser without scripts does: reads each page's form, answers what `answers` has an
 * answer to by question id, sends it, until no form is left. Gives the last page and how often it was sent.
 */
export async function fillIn(
  server: LocalServer,
  path: string,
  answers: Record<string, string>,
): Promise<{ status: number; page: string }> {
  let page = await (await fetch(`${server.origin}${path}`)).text();
  const [action] = path.split('?');
  let status = 200;
  for (let step = 0; step < 20 && page.includes('name="_state"'); step++) {
    const answer = await fetch(`${server.origin}${action}`, { method: 'POST', body: formOf(page, answers) });
    status = answer.status;
    page = await answer.text();
    if (status !== 200) break;
  }
  return { status, page };
}

/** What the form on a page would send, with these answers. */
export function formOf(page: string, answers: Record<string, string>): URLSearchParams {
  const form = new URLSearchParams();
  form.append('_state', /name="_state" value="([^"]+)"/.exec(page)?.[1] ?? '');
  for (const [, question = '', rest = ''] of page.matchAll(/<fieldset class="q[^>]*data-q="([^"]+)"([^>]*)>/g)) {
    if (rest.includes('disabled')) continue;
    form.append('_q', question);
    const given = answers[question];
    if (given !== undefined) form.append(`a.${question}`, given);
  }
  form.append('_go', 'next');
  return form;
}
