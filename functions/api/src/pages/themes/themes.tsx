import { newId } from '@soundings/contracts/ids';
import { ThemeChange } from '@soundings/contracts/theme';
import { type Context, Hono } from 'hono';
import type { Api } from '../../api.ts';
import { ApiError, notFound } from '../../problems.ts';
import { editTheme, taxonomyOf } from '../../theme-editing.ts';
import { show } from '../frame.tsx';
import { heldForm } from '../held-form.ts';
import type { PageEnv } from '../reader.ts';
import { ThemeList } from './theme-list.tsx';
import { ThemeView } from './theme-view.tsx';

type Fields = Record<string, unknown>;

/** The taxonomy in the team's hands: every change goes into a log, is applied to all of history and can be undone. */
export function themePages({ store }: Api) {
  async function list(c: Context<PageEnv>, problem = false) {
    const reader = c.get('reader');
    const props = { query: c.req.query('q') ?? '', newThemeId: newId('theme'), problem, reader };
    const children = <ThemeList taxonomy={await taxonomyOf(store)} {...props} />;
    return show(c, { title: reader.words.themes.title, place: 'pains', children }, problem ? 400 : 200);
  }

  async function view(c: Context<PageEnv>, problem = false) {
    const reader = c.get('reader');
    const taxonomy = await taxonomyOf(store);
    const theme = taxonomy.themes.find(({ id }) => id === c.req.param('id'));
    if (!theme) throw notFound('theme');
    const props = { theme, taxonomy, newThemeId: newId('theme'), problem, reader };
    const title = `${theme.names[reader.language]} · ${reader.words.themes.title}`;
    return show(c, { title, place: 'pains', children: <ThemeView {...props} /> }, problem ? 400 : 200);
  }

  return new Hono<PageEnv>()
    .get('/', (c) => list(c))
    .post('/', async (c) => {
      const fields = await heldForm(c, { all: true });
      const { newThemeId: themeId } = fields;
      const change = ThemeChange.safeParse({ action: 'create', themeId, ...namesAndWords(fields), domains: [] });
      if (!change.success) return list(c, true);
      await editTheme(store, change.data, c.get('visitor'));
      return c.redirect(`/themes/${themeId}`, 303);
    })
    .post('/edits/:editId/undo', async (c) => {
      await editTheme(store, { action: 'undo', editId: c.req.param('editId') }, c.get('visitor'));
      return c.redirect('/themes#history', 303);
    })
    .get('/:id', (c) => view(c))
    .post('/:id', async (c) => {
      const fields = await heldForm(c, { all: true });
      const change = ThemeChange.safeParse(changeOf(c.req.param('id'), fields));
      if (!change.success) return view(c, true);
      if (!['rename', 'merge', 'split', 'mute', 'unmute', 'add-words', 'remove-words'].includes(change.data.action)) {
        throw new ApiError(400, 'This is no change of one theme.');
      }
      await editTheme(store, change.data, c.get('visitor'));
      const leadsTo = change.data.action === 'merge' ? change.data.into : c.req.param('id');
      return c.redirect(`/themes/${leadsTo}`, 303);
    });
}

function changeOf(themeId: string, fields: Fields) {
  const { action, into, newThemeId } = fields;
  return { action, themeId, into, newThemeId, ...namesAndWords(fields) };
}

/** Words come as a text, one a line or between commas, or ticked in a list. */
function namesAndWords({ zh, en, words, word }: Fields) {
  const written = typeof words === 'string' ? words.split(/[\n,，、;；]/) : [];
  const ticked = [word].flat().filter((each) => typeof each === 'string');
  const all = [...written, ...ticked].map((each) => each.trim()).filter((each) => each !== '');
  return { names: { 'zh-CN': zh || en, en: en || zh }, words: [...new Set(all)] };
}
