/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
// What a survey page gains where scripts run: live show-if, checks before sending, no reload, answers kept on the device.
// Without it every page works through the server; with it the server still judges what it gets.
import type { AnswerValue } from '@soundings/contracts/survey-response';
import { answersFromForm } from '@soundings/survey/form';
import { type AnswerProblem, validateAnswers } from '@soundings/survey/validate';
import type { PageLogic } from './page-logic.ts';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

// Answers wait on the device for a week at most.
const KEPT_MS = 7 * 24 * 3600 * 1000;

let busy = false;

// How long each question had the focus, in milliseconds, and which has it since when.
const spent = new Map<string, number>();
let current: { question: string; since: number } | undefined;

function find<T extends Element>(selector: string, inside: ParentNode = document): T | null {
  return inside.querySelector<T>(selector);
}

function all<T extends Element>(selector: string, inside: ParentNode = document): T[] {
  return [...inside.querySelectorAll<T>(selector)];
}

function formOf(): HTMLFormElement | null {
  return find('#survey');
}

function entriesOf(form: HTMLFormElement): [string, string][] {
  return [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
}

/** Judges the page as the server will, and shows exactly the questions that apply. */
function judge(form: HTMLFormElement): AnswerProblem[] {
  const logic: PageLogic = JSON.parse(find('#logic')?.textContent ?? '{}');
  const blocks = all<HTMLFieldSetElement>('.q', form);
  // A hidden question's controls are disabled and send nothing; they are read all the same, so that what was typed
  // counts again when the question comes back.
  for (const block of blocks) block.disabled = false;
  const raw = answersFromForm(logic.questions, entriesOf(form));
  const { pages, problems } = validateAnswers(
    { pages: [{ id: logic.page, questions: logic.questions }], scores: logic.scores },
    raw,
    { fields: logic.fields, language: logic.language, earlier: logic.answers as Record<string, AnswerValue> },
  );
  const visible = new Set(pages.flatMap((page) => page.questions.map(({ id }) => id)));
  for (const block of blocks) block.hidden = block.disabled = !visible.has(block.dataset.q ?? '');
  return problems;
}

function tell(block: HTMLElement, message: string): void {
  const place = find<HTMLElement>('.problem', block);
  if (!place) return;
  place.textContent = message;
  place.hidden = !message;
  block.classList.toggle('wrong', !!message);
  const control = find('.q > * > input,.q > input:not([type=hidden]),select,textarea', block);
  if (message) control?.setAttribute('aria-invalid', 'true');
  else control?.removeAttribute('aria-invalid');
}

/** Says what is wrong beside each question and moves the focus to the first; true if nothing is. */
function accept(form: HTMLFormElement): boolean {
  const problems = judge(form);
  find('.problems')?.remove();
  for (const block of all<HTMLElement>('.q', form)) {
    tell(block, problems.find(({ question }) => question === block.dataset.q)?.message ?? '');
  }
  const first = problems[0];
  if (!first) return true;
  const block = document.getElementById(`q-${first.question}`);
  find<HTMLElement>('input:not([type=hidden]),select,textarea', block ?? document)?.focus();
  block?.scrollIntoView({ block: 'nearest' });
  return false;
}

function keep(form: HTMLFormElement): void {
  try {
    localStorage.setItem(keyOf(form), JSON.stringify([Date.now(), entriesOf(form)]));
  } catch {
    // Private windows and full devices do without.
  }
}

function keyOf(form: HTMLFormElement): string {
  return `survey.${form.dataset.survey}`;
}

/** Counts the time that the last question took, and turns to this one. */
function attend(question: string | undefined): void {
  const now = performance.now();
  if (current) spent.set(current.question, (spent.get(current.question) ?? 0) + now - current.since);
  current = question ? { question, since: now } : undefined;
}

async function send(form: HTMLFormElement, entries: [string, string][], go: string): Promise<void> {
  if (busy) return;
  busy = true;
  form.setAttribute('aria-busy', 'true');
  try {
    attend(undefined);
    const times = [...spent].map(([question, ms]) => [`_t.${question}`, (ms / 1000).toFixed(1)]);
    const body = new URLSearchParams([...entries.filter(([name]) => name !== '_go'), ...times, ['_go', go]]);
    spent.clear();
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = find('main', page);
    if (!main) throw new Error();
    find('main')?.replaceWith(main);
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    const next = formOf();
    if (!next && answer.ok) localStorage.removeItem(keyOf(form));
    if (next && go === 'next') history.pushState(1, '');
    (find<HTMLElement>('[autofocus]') ?? find<HTMLElement>('h1'))?.focus();
    scrollTo(0, 0);
    find('[autofocus]')?.scrollIntoView({ block: 'center' });
    if (next) start(next);
  } catch {
    // No connection, or no page in the answer: everything stays as it is, to be sent again.
    find('.problems')?.remove();
    const told = document.createElement('p');
    told.className = 'problems';
    told.setAttribute('role', 'alert');
    told.textContent = form.dataset.failed ?? '';
    if (go !== 'show') find('.go', form)?.before(told);
  } finally {
    busy = false;
    form.removeAttribute('aria-busy');
  }
}

/** What one control's change means for its neighbours: "other" texts, exclusive choices, ranks that swap. */
function settle(control: Control): void {
  const form = control.form;
  if (!form) return;
  const same = (name: string) => all<HTMLInputElement>(`[name="${name}"]`, form);
  const other = control.dataset.other;
  if (other && control.value) {
    for (const choice of same(other)) {
      if (choice instanceof HTMLSelectElement) choice.value = 'other';
      else if (choice.value === 'other') choice.checked = true;
    }
  }
  if (control instanceof HTMLInputElement && control.type === 'checkbox' && control.checked) {
    const exclusive = 'exclusive' in control.dataset;
    for (const choice of same(control.name)) {
      if (choice !== control && (exclusive || 'exclusive' in choice.dataset)) choice.checked = false;
    }
  }
  const ranking = control.closest('[data-ranking]');
  if (ranking) {
    const places = all<HTMLSelectElement>('select', ranking);
    const twin = places.find((place) => place !== control && place.value === control.value && control.value);
    const taken = new Set(places.map(({ value }) => value));
    if (twin)
      twin.value =
        control.dataset.was || places.map((_, at) => String(at + 1)).find((place) => !taken.has(place)) || '';
    for (const place of places) place.dataset.was = place.value;
  }
}

function start(form: HTMLFormElement): void {
  judge(form);
  const changed = (event: Event) => {
    settle(event.target as Control);
    judge(form);
    const block = (event.target as Element).closest<HTMLElement>('.q.wrong');
    if (block) tell(block, judge(form).find(({ question }) => question === block.dataset.q)?.message ?? '');
    keep(form);
  };
  form.addEventListener('change', changed);
  form.addEventListener('focusin', ({ target }) => attend((target as Element).closest<HTMLElement>('.q')?.dataset.q));
  form.addEventListener('input', (event) => {
    if ((event.target as Control).dataset.other !== undefined) settle(event.target as Control);
    keep(form);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const button = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    const go = button?.value || 'next';
    if (go === 'next' && !accept(form)) return;
    void send(form, entriesOf(form), go);
  });
}

/** Brings back what this device kept of this survey, from the page where it was left. */
function restore(form: HTMLFormElement): void {
  const kept: [number, [string, string][]] | null = JSON.parse(localStorage.getItem(keyOf(form)) ?? 'null');
  if (!kept || Date.now() - kept[0] > KEPT_MS || location.search) return;
  void send(form, kept[1], 'show');
}

addEventListener('popstate', () => {
  const form = formOf();
  if (form && find('[value=back]', form)) void send(form, entriesOf(form), 'back');
});
const first = formOf();
if (first) {
  start(first);
  try {
    restore(first);
  } catch {
    // What is kept cannot be read: start afresh.
  }
}
