import { PainReport } from '@soundings/contracts/pain-point';
import { StrategyRule, StrategyRules } from '@soundings/contracts/strategy-rule';
import { STRATEGY_BOOK, strategyBookOf } from '@soundings/personas/strategy-book';
import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { Api } from '../api.ts';
import { currentDocument, SHOWN_PERSONAS } from '../current-document.ts';
import { changed } from '../editing.ts';
import { shownExperiments } from '../experiments.ts';
import { ApiError, notFound } from '../problems.ts';
import { show } from './frame.tsx';
import { heldForm } from './held-form.ts';
import type { PageEnv } from './reader.ts';
import { StrategyBookView } from './strategy-book-view.tsx';
import { emptyRule, type RuleForm, readRule, StrategyForm, type Themes } from './strategy-form.tsx';

/** The rule book that personas' strategies come from: read, changed line by line, and put back. */
export function strategyPages({ store }: Api) {
  const book = async () => strategyBookOf(await store.strategyBook.current());

  async function themes(): Promise<Themes> {
    const { document } = await currentDocument(store, 'pains', PainReport);
    return (document?.themes ?? []).map(({ id, names }) => ({ id, names }));
  }

  async function form(c: Context<PageEnv>, props: Omit<RuleForm, 'themes' | 'edition'> & { edition?: number }) {
    const reader = c.get('reader');
    const edition = props.edition ?? (await book()).edition;
    const children = <StrategyForm {...props} edition={edition} themes={await themes()} reader={reader} />;
    const title = props.isNew ? reader.words.book.add : reader.words.book.edit;
    return show(c, { title, place: 'personas', children }, props.wrong.length > 0 || props.problem ? 400 : 200);
  }

  /** Stores the book with one rule put in the place of another; null takes it out. */
  async function save(
    c: Context<PageEnv>,
    { was, rule, basedOn }: { was: string | null; rule: StrategyRule | null; basedOn: number },
  ) {
    const { rules } = await book();
    const at = rules.findIndex(({ id }) => id === was);
    if (was !== null && at < 0) throw notFound('rule of the book');
    const next = at < 0 ? [...rules] : rules.toSpliced(at, 1);
    if (rule) next.splice(at < 0 ? next.length : at, 0, rule);
    changed(await store.strategyBook.add(StrategyRules.parse(next), basedOn));
    return c.redirect('/strategies', 303);
  }

  async function submit(c: Context<PageEnv>, was: string | null) {
    const sent = await heldForm(c, { all: true });
    const basedOn = Number(sent.basedOn);
    const draft = readRule(sent, was);
    const parsed = StrategyRule.safeParse(draft);
    const isNew = was === null;
    if (!parsed.success) {
      const wrong = parsed.error.issues.map(({ path }) => path.join('/'));
      return form(c, { rule: draft, isNew, wrong, problem: undefined, edition: basedOn });
    }
    const { rules } = await book();
    if (isNew && rules.some(({ id }) => id === parsed.data.id)) {
      return form(c, { rule: draft, isNew, wrong: ['id'], problem: undefined, edition: basedOn });
    }
    try {
      return await save(c, { was, rule: parsed.data, basedOn });
    } catch (error) {
      const { words } = c.get('reader');
      if (error instanceof ApiError && error.status === 409)
        return form(c, { rule: draft, isNew, wrong: [], problem: words.book.meanwhile });
      if (error instanceof z.ZodError) return form(c, { rule: draft, isNew, wrong: [], problem: words.book.tooLong });
      throw error;
    }
  }

  return new Hono<PageEnv>()
    .get('/', async (c) => {
      const reader = c.get('reader');
      const { document = [] } = await currentDocument(store, 'personas', SHOWN_PERSONAS);
      const [shown, editions, experiments, named] = await Promise.all([
        book(),
        store.strategyBook.newest(10),
        shownExperiments(store),
        themes(),
      ]);
      const props = {
        book: shown,
        editions: editions.map(strategyBookOf),
        personas: document,
        experiments,
        themes: named,
      };
      const children = <StrategyBookView {...props} reader={reader} />;
      return show(c, { title: reader.words.book.title, place: 'personas', children });
    })
    .get('/new', (c) => form(c, { rule: emptyRule, isNew: true, wrong: [], problem: undefined }))
    .post('/new', (c) => submit(c, null))
    .post('/restore', async (c) => {
      const { edition, basedOn } = await heldForm(c);
      const wanted = Number(edition);
      const found = (await store.strategyBook.newest(50)).find((one) => one.edition === wanted);
      if (wanted !== 0 && !found) throw notFound('edition of the book');
      changed(await store.strategyBook.add(found?.value ?? null, Number(basedOn)));
      return c.redirect('/strategies', 303);
    })
    .get('/:rule', async (c) => {
      const { rules } = await book();
      const rule = rules.find(({ id }) => id === c.req.param('rule'));
      if (!rule) throw notFound('rule of the book');
      return form(c, { rule, isNew: false, wrong: [], problem: undefined });
    })
    .post('/:rule', (c) => submit(c, c.req.param('rule')))
    .post('/:rule/delete', async (c) => {
      const { basedOn } = await heldForm(c);
      return save(c, { was: c.req.param('rule'), rule: null, basedOn: Number(basedOn) });
    })
    .post('/:rule/restore', async (c) => {
      const { basedOn } = await heldForm(c);
      const id = c.req.param('rule');
      const shipped = STRATEGY_BOOK.find((rule) => rule.id === id);
      if (!shipped) throw notFound('rule of the book');
      const { rules } = await book();
      return save(c, {
        was: rules.some((rule) => rule.id === id) ? id : null,
        rule: shipped,
        basedOn: Number(basedOn),
      });
    });
}
