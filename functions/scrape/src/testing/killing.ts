import type { Bucket } from '@soundings/store/bucket';
import type { Table } from '@soundings/store/table';

/** The process is gone: nothing that it would have done any more happens. */
export class Killed extends Error {
  override name = 'Killed';
}

/**
 * A process that is killed at its `at`-th request or write, just before it or just after: from then on everything it
 * tries fails. Gives how many boundaries it passed.
 */
export function killAt(at: number, moment: 'before' | 'after') {
  let passed = 0;
  let isDead = false;

  async function boundary<T>(act: () => Promise<T>): Promise<T> {
    if (isDead) throw new Killed();
    const isLast = ++passed === at;
    if (isLast && moment === 'before') {
      isDead = true;
      throw new Killed();
    }
    const result = await act();
    if (isLast) isDead = true;
    if (isDead) throw new Killed();
    return result;
  }

  return {
    passed: () => passed,
    table: (table: Table): Table => ({
      ...table,
      create: (items) => boundary(() => table.create(items)),
      replace: (item, was) => boundary(() => table.replace(item, was)),
      replaceMany: (items) => boundary(() => table.replaceMany(items)),
      remove: (key) => boundary(() => table.remove(key)),
    }),
    bucket: (bucket: Bucket): Bucket => ({
      ...bucket,
      put: (key, body, options) => boundary(() => bucket.put(key, body, options)),
      putFile: (key, path) => boundary(() => bucket.putFile(key, path)),
      remove: (key) => boundary(() => bucket.remove(key)),
    }),
    request: boundary,
  };
}
