import type { ImportPreview } from '@soundings/contracts/import';
import { AmountOf, type AmountsReading } from '@soundings/contracts/purchase';
import { Choice } from './choice.tsx';
import { type Reader, say } from './reader.ts';

/** Why a file's amounts are taken for what they are taken for, with how many orders that rests on. */
export function amountsReason({ because, orders, alike }: AmountsReading, { words, number }: Reader): string {
  const counts = { orders: number(orders), alike: number(alike), differing: number(orders - alike) };
  return say(words.imports.amountsBecause[because], counts);
}

/**
 * What a person says the amounts are of; nothing where that is only what was proposed for other columns than those that
 * were chosen: then the import looks at its rows.
 */
export function amountsSaid(sent: unknown, { amounts }: ImportPreview, isForChosen: boolean) {
  const said = AmountOf.safeParse(sent);
  if (!said.success || (!isForChosen && said.data === amounts?.amountOf)) return {};
  return { amountOf: said.data };
}

type AmountsFieldProps = { preview: ImportPreview; sent: string | undefined; reader: Reader };

/** Asks whether amounts are their lines' own or their orders' totals. */
export function AmountsField({ preview: { amounts }, sent, reader }: AmountsFieldProps) {
  const { imports } = reader.words;
  const proposed = amounts && say(imports.amountsProposed, { why: amountsReason(amounts, reader) });
  return (
    <Choice
      name="amountOf"
      label={imports.amountOf}
      options={AmountOf.options.map((each) => [each, imports.amountsOf[each]] as const)}
      chosen={sent ?? amounts?.amountOf}
      {...(!amounts && { none: imports.amountsShown })}
      hint={[proposed, imports.amountsHint].filter(Boolean).join(' ')}
    />
  );
}
