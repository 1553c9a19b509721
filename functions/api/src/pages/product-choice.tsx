import type { Product } from '@soundings/contracts/product';
import { Choice, type Option } from './choice.tsx';
import type { Reader } from './reader.ts';

type ProductChoiceProps = {
  label: string;
  products: readonly Pick<Product, 'id' | 'name' | 'role'>[];
  chosen?: string | undefined;
  reader: Reader;
};

/** Which product, ours or a competitor's. */
export function ProductChoice({ label, products, chosen, reader }: ProductChoiceProps) {
  const options = products.map(({ id, name, role }): Option => [id, `${name} (${reader.words.roles[role]})`]);
  return <Choice name="productId" label={label} options={options} chosen={chosen} />;
}
