import { newId } from '@soundings/contracts/ids';
import { type NewProduct, Product } from '@soundings/contracts/product';
import { listAll } from './partition.ts';
import type { Table } from './table.ts';

const pk = 'products';

/** The team's own products and their competitors. */
export function openProducts(table: Table) {
  return {
    async create(product: NewProduct, id = newId('product')): Promise<Product> {
      const created: Product = { id, ...product, createdAt: new Date().toISOString() };
      await table.create([{ pk, sk: id, value: created }]);
      return (await this.get(id)) ?? created;
    },

    async get(id: string): Promise<Product | undefined> {
      const item = await table.get({ pk, sk: id });
      return item && Product.parse(item.value);
    },

    /** Gives it another name or role, or undefined where there is none. */
    async change(id: string, change: NewProduct): Promise<Product | undefined> {
      const item = await table.get({ pk, sk: id });
      if (!item) return undefined;
      const changed = { ...Product.parse(item.value), ...change };
      return (await table.replace({ pk, sk: id, value: changed }, item.version)) ? changed : this.change(id, change);
    },

    /** What belongs to it is left as it is: whoever asks sees to it that there is nothing. */
    async remove(id: string): Promise<void> {
      await table.remove({ pk, sk: id });
    },

    /** All of them, oldest first; a team has few. */
    all: (): Promise<Product[]> => listAll(table, pk, (value) => Product.parse(value)),
  };
}
