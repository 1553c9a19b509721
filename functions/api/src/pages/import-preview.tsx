import {
  type Import,
  type ImportKind,
  ImportOptions,
  type ImportPreview as Preview,
} from '@soundings/contracts/import';
import type { Product } from '@soundings/contracts/product';
import { eventColumns } from '@soundings/customers/event-row';
import { purchaseColumns } from '@soundings/customers/purchase-columns';
import { headerCurrency, writtenCurrency, yenSignOf } from '@soundings/customers/written-number';
import { reviewColumns } from '@soundings/reviews/review-row';
import { AmountsField, amountsSaid } from './amounts-field.tsx';
import { type Reader, say } from './reader.ts';
import { TimeZoneField } from './time-zone-field.tsx';
import { Wide } from './wide.tsx';
import type { Words } from './words.ts';

type Field = keyof Words['imports']['fields'];
type ColumnProblem = { kind: 'missing' | 'twice' | 'currency'; fields: Field[] };

const FIELDS: Readonly<Record<ImportKind, readonly Field[]>> = {
  reviews: Object.keys(reviewColumns) as (keyof typeof reviewColumns)[],
  purchases: Object.keys(purchaseColumns) as (keyof typeof purchaseColumns)[],
  events: Object.keys(eventColumns) as (keyof typeof eventColumns)[],
};
/** Of each of these at least one. */
const NEEDED: Readonly<Record<ImportKind, readonly Field[][]>> = {
  reviews: [['text']],
  purchases: [['customerId'], ['date'], ['amount', 'unitPrice']],
  events: [['customerId'], ['date'], ['kind']],
};

/** What a person chose, as the import takes it: only what differs from what is recognised anyway. */
export function chosenColumns(kind: ImportKind, preview: Preview, form: Readonly<Record<string, unknown>>) {
  const { columns } = preview;
  const chosen = new Map<Field, number>();
  let problem: ColumnProblem | undefined;
  for (const i of columns.keys()) {
    const field = FIELDS[kind].find((each) => each === form[`column.${i}`]);
    if (!field) continue;
    if (chosen.has(field)) problem = { kind: 'twice', fields: [field] };
    chosen.set(field, i);
  }
  problem ??= NEEDED[kind]
    .filter((group) => !group.some((field) => chosen.has(field)))
    .map((fields): ColumnProblem => ({ kind: 'missing', fields }))[0];
  const stated = statedIn(form);
  if (!stated) problem ??= { kind: 'currency', fields: [] };
  const changed = [...chosen].filter(([field, i]) => columns[i]?.field !== field);
  const mapping = Object.fromEntries(
    changed.map(([field, i]) => {
      const name = columns[i]?.name ?? '';
      return [field, name.startsWith('#') ? i + 1 : name];
    }),
  );
  const leaveOut = columns.flatMap(({ field }) => (field && !chosen.has(field as Field) ? [field] : []));
  const isRead = (field: Field) => columns[chosen.get(field) ?? -1]?.field === field;
  const amounts =
    kind === 'purchases' ? amountsSaid(form.amountOf, preview, isRead('orderId') && isRead('amount')) : {};
  return {
    mapping: changed.length > 0 ? mapping : null,
    leaveOut,
    stated: stated && { ...stated, ...amounts },
    problem,
  };
}

/** What the file does not say of itself; undefined where that is not right. */
function statedIn({ currency, timeZone }: Readonly<Record<string, unknown>>) {
  const code = typeof currency === 'string' ? currency.trim().toUpperCase() : '';
  const said = { ...(code && { currency: code }), ...(timeZone !== undefined && { timeZone }) };
  return ImportOptions.pick({ currency: true, timeZone: true }).safeParse(said).data;
}

/** The currency that a file's amounts or their header name by a sign or a word, and whether that is the ambiguous `¥`. */
function currencyNamed({ columns }: Preview) {
  const money = columns.filter(({ field }) => field === 'amount' || field === 'unitPrice');
  const written = money.flatMap(({ name, samples }) => [name, ...samples]);
  const yenSign = yenSignOf(written);
  const named = money.flatMap(({ name, samples }) => [
    headerCurrency(name, yenSign),
    ...samples.map((sample) => writtenCurrency(sample, yenSign)),
  ]);
  return { currency: named.find((code) => code !== null), isAmbiguous: written.some((text) => /[¥￥]/.test(text)) };
}

type CurrencyFieldProps = Pick<ImportPreviewProps, 'job' | 'preview' | 'reader'> & { sent: string | undefined };

function CurrencyField({ job, preview, sent, reader }: CurrencyFieldProps) {
  const { imports } = reader.words;
  const { currency, isAmbiguous } = currencyNamed(preview);
  // Most who read Chinese sell for yuan; whoever does not sees it and changes it.
  const value = sent ?? job.options.currency ?? currency ?? (reader.language === 'zh-CN' ? 'CNY' : '');
  return (
    <div>
      <label for="currency">{imports.currency}</label>
      <input
        type="text"
        id="currency"
        name="currency"
        maxlength={3}
        pattern="\s*[A-Za-z]{3}\s*"
        title={imports.badCurrency}
        value={value}
        placeholder="USD"
        autocomplete="off"
        aria-describedby="currency-hint"
      />
      <p class="hint" id="currency-hint">
        {isAmbiguous && <strong>{imports.yenSign}</strong>} {imports.currencyHint}
      </p>
    </div>
  );
}

/** What was chosen and cannot be: it is shown again as it was sent, with what is not right. */
export type RefusedColumns = { problem: ColumnProblem; sent: Readonly<Record<string, unknown>> };

type ImportPreviewProps = {
  job: Import;
  preview: Preview;
  product: Product | undefined;
  /** The time zone that is offered. */
  usual: string;
  refused: RefusedColumns | undefined;
  reader: Reader;
};

/** A file's columns and first rows, with what each column is taken for: to be confirmed before anything is read. */
export function ImportPreview({ job, preview, product, usual, refused, reader }: ImportPreviewProps) {
  const { problem, sent } = refused ?? {};
  const sentAs = (name: string) => (typeof sent?.[name] === 'string' ? sent[name] : undefined);
  const { imports, places, frame } = reader.words;
  const masked = preview.columns.find(
    ({ field, samples }) => field === 'customerId' && samples.some((sample) => /\*{2,}/.test(sample)),
  );
  return (
    <>
      <p class="trail">
        <a href="/imports">{places.imports}</a>
      </p>
      <h1>{imports.confirm}</h1>
      <p class="lead">
        {imports.kinds[job.kind]}
        {product && ` · ${product.name}`}
        {job.fileName && ` · ${job.fileName}`}
      </p>
      <p>{imports.confirmHint}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem.kind === 'currency'
            ? imports.badCurrency
            : say(imports.columnProblems[problem.kind], {
                fields: problem.fields.map((field) => imports.fields[field]).join(frame.comma),
              })}
        </p>
      )}
      {masked && <p class="note warn">{say(imports.masked, { column: masked.name })}</p>}
      <form method="post" action={`/imports/${job.id}/start`}>
        <Wide reader={reader} stays>
          <table class="takes">
            <thead>
              <tr>
                <th scope="col">{imports.column}</th>
                <th scope="col">{imports.takenAs}</th>
                <th scope="col">{imports.firstRows}</th>
              </tr>
            </thead>
            <tbody>
              {preview.columns.map(({ name, field, samples }, i) => (
                <tr>
                  <th scope="row">{name}</th>
                  <td>
                    <select name={`column.${i}`} aria-label={say(imports.takenFor, { column: name })}>
                      <option value="">{imports.nothing}</option>
                      {FIELDS[job.kind].map((each) => (
                        <option value={each} selected={each === (sentAs(`column.${i}`) ?? field)}>
                          {imports.fields[each]}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <ul class="samples">
                      {samples.map((sample) => (
                        <li>{sample}</li>
                      ))}
                    </ul>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
        <div class="form">
          {job.kind === 'purchases' && (
            <>
              <AmountsField preview={preview} sent={sentAs('amountOf')} reader={reader} />
              <CurrencyField job={job} preview={preview} sent={sentAs('currency')} reader={reader} />
            </>
          )}
          <TimeZoneField
            chosen={sentAs('timeZone') ?? job.options.timeZone ?? usual}
            hint={job.kind === 'reviews' ? imports.timeZoneOfReviews : imports.timeZoneHint}
            reader={reader}
          />
        </div>
        <div class="buttons">
          <button type="submit">{imports.begin}</button>
          <button type="submit" class="second" formaction={`/imports/${job.id}/discard`}>
            {imports.discard}
          </button>
        </div>
        <p class="hint">{imports.discardHint}</p>
      </form>
    </>
  );
}
