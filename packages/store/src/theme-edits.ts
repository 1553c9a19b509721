import { newId } from '@soundings/contracts/ids';
import { type ThemeChange, ThemeEdit } from '@soundings/contracts/theme';
import { listAll } from './partition.ts';
import type { Table } from './table.ts';

const pk = 'theme-edits';

/** The log of the team's changes to the themes: it only grows, and each build applies it from the start. */
export function openThemeEdits(table: Table) {
  return {
    async add(change: ThemeChange, by: string): Promise<ThemeEdit> {
      // Ids sort by the time at which they are made, so the partition's order is the log's.
      const edit: ThemeEdit = { id: newId('themeEdit'), at: new Date().toISOString(), by, change };
      await table.create([{ pk, sk: edit.id, value: edit }]);
      return edit;
    },

    /** All of them, oldest first. */
    all: (): Promise<ThemeEdit[]> => listAll(table, pk, (value) => ThemeEdit.parse(value)),
  };
}
