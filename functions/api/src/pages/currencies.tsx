import type { ExchangeRate } from '@soundings/contracts/customer-insights';
import type { CustomerSettings } from '@soundings/contracts/customer-settings';
import { CustomerPlaces } from './customer-places.tsx';
import type { Reader } from './reader.ts';

type CurrenciesProps = {
  settings: CustomerSettings;
  rates: readonly ExchangeRate[];
  /** What was written, where it could not be read. */
  written?: string | undefined;
  problem?: string | undefined;
  saved?: boolean;
  reader: Reader;
};

/** What to report in, and what the other currencies are worth. */
export function Currencies({ settings, rates, written, problem, saved = false, reader }: CurrenciesProps) {
  const { words } = reader;
  const text = words.buying.currencies;
  const lines =
    written ??
    rates
      .filter((rate) => !isUnstatedSame(rate))
      .map(({ currency, day, rate }) => `${currency},${day},${rate}`)
      .join('\n');
  return (
    <>
      <CustomerPlaces here="currencies" reader={reader} />
      <h1>{words.buying.pages.currencies}</h1>
      <p class="lead">{text.lead}</p>
      {problem && (
        <p class="note bad" role="alert">
          {problem}
        </p>
      )}
      {saved && <p class="note good">{text.saved}</p>}
      <form class="form" method="post" action="/customers/currencies">
        <div>
          <label for="currency">{text.currency}</label>
          <input
            type="text"
            id="currency"
            name="currency"
            maxlength={3}
            value={settings.currency ?? ''}
            autocomplete="off"
          />
          <p class="hint">{text.one}</p>
        </div>
        <label class="choice">
          <input type="checkbox" name="unstated" value="same" checked={rates.some(isUnstatedSame)} />
          <span>{text.unstated}</span>
        </label>
        <fieldset>
          <legend>{text.unit}</legend>
          {(['customer', 'account'] as const).map((unit) => (
            <label class="choice">
              <input type="radio" name="unit" value={unit} checked={settings.unit === unit} />
              <span>{text.units[unit]}</span>
            </label>
          ))}
        </fieldset>
        <div>
          <label for="rates">{text.rates}</label>
          <textarea id="rates" name="rates" rows={10} spellcheck={false} aria-describedby="rates-hint">
            {lines}
          </textarea>
          <p class="hint" id="rates-hint">
            {text.ratesHint}
          </p>
        </div>
        <div>
          <button type="submit">{text.save}</button>
        </div>
      </form>
    </>
  );
}

/** That amounts which name no currency are in the one that is reported in. */
export const UNSTATED_SAME: ExchangeRate = { currency: 'XXX', day: '1970-01-01', rate: 1 };

function isUnstatedSame({ currency, day, rate }: ExchangeRate): boolean {
  return currency === UNSTATED_SAME.currency && day === UNSTATED_SAME.day && rate === UNSTATED_SAME.rate;
}

/** Rates as they are written, one a line, or the number of the first line that is none. */
export function readRates(text: string): { rates: ExchangeRate[] } | { line: number } {
  const rates: ExchangeRate[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [currency = '', day = '', rate = ''] = line.split(/[,;\t]/).map((cell) => cell.trim());
    const worth = Number(rate);
    if (!/^[A-Za-z]{3}$/.test(currency) || !isDay(day) || !(worth > 0) || !Number.isFinite(worth))
      return { line: i + 1 };
    rates.push({ currency: currency.toUpperCase(), day, rate: worth });
  }
  return { rates };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}
