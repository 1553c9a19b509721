import { contentId } from '@soundings/contracts/ids';
import { Theme, type ThemeChange, type ThemeEdit } from '@soundings/contracts/theme';
import { describe, expect, test } from 'vitest';
import { applyEdits } from './apply-edits.ts';
import { startingTaxonomy, startingThemeId, taxonomyVersion } from './starting-taxonomy.ts';

test('the starting taxonomy is valid, named in both languages, and says nothing twice in a theme', () => {
  for (const theme of startingTaxonomy) {
    Theme.parse(theme);
    expect(new Set(theme.words).size).toBe(theme.words.length);
    expect(theme.words.some((word) => /\p{Script=Han}/u.test(word))).toBe(true);
    expect(theme.words.some((word) => /[a-z]/.test(word))).toBe(true);
  }
  expect(new Set(startingTaxonomy.map(({ id }) => id)).size).toBe(startingTaxonomy.length);
});

describe('edits', () => {
  const [battery, heat] = [startingThemeId('battery'), startingThemeId('heat')];
  const log = (...changes: ThemeChange[]): ThemeEdit[] =>
    changes.map((change, i) => ({ id: `edit-${i}`, at: '2026-03-01T00:00:00.000Z', by: 'team', change }));
  const after = (...changes: ThemeChange[]) =>
    new Map(applyEdits(startingTaxonomy, log(...changes)).map((theme) => [theme.id, theme]));
  const names = { 'zh-CN': '电量', en: 'Power' };

  test('rename, mute and change words', () => {
    const theme = after(
      { action: 'rename', themeId: battery, names },
      { action: 'mute', themeId: battery },
      { action: 'add-words', themeId: battery, words: ['juice'] },
      { action: 'remove-words', themeId: battery, words: ['battery'] },
    ).get(battery);
    expect(theme).toMatchObject({ names, muted: true });
    expect(theme?.words).toContain('juice');
    expect(theme?.words).not.toContain('battery');
  });

  test('a merged theme is gone and its words and trades are the other’s', () => {
    const themes = after({ action: 'merge', themeId: heat, into: battery });
    expect(themes.has(heat)).toBe(false);
    expect(themes.get(battery)?.words).toContain('发烫');
    expect(themes.get(battery)?.domains).toContain('car');
  });

  test('a split theme gives the words away', () => {
    const newThemeId = contentId('theme', 'charger');
    const themes = after({ action: 'split', themeId: battery, newThemeId, names, words: ['charger', '充电器'] });
    expect(themes.get(newThemeId)).toMatchObject({ words: ['charger', '充电器'], origin: 'team' });
    expect(themes.get(battery)?.words).not.toContain('charger');
  });

  test('an edit of a theme that is not there changes nothing', () => {
    const gone = contentId('theme', 'gone');
    expect(applyEdits(startingTaxonomy, log({ action: 'mute', themeId: gone }))).toEqual(startingTaxonomy);
  });

  test('the version changes with words and muting, not with names', () => {
    const version = taxonomyVersion(startingTaxonomy);
    const edited = (change: ThemeChange) => taxonomyVersion(applyEdits(startingTaxonomy, log(change)));
    expect(edited({ action: 'rename', themeId: battery, names })).toBe(version);
    expect(edited({ action: 'mute', themeId: battery })).not.toBe(version);
  });
});
