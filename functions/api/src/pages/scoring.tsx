import { CustomerSettings, customerDefaults } from '@soundings/contracts/customer-settings';
import { CustomerPlaces } from './customer-places.tsx';
import type { Reader } from './reader.ts';

const MEASURES = ['recencyDays', 'frequency', 'monetary'] as const;

type Form = Readonly<Record<string, unknown>>;
/** What the form was sent with, and which of its fields cannot be used. */
type Refused = { form: Form; fields: readonly string[] };

export type ScoringProps = {
  settings: CustomerSettings;
  refused?: Refused | undefined;
  saved?: boolean;
  reader: Reader;
};

/** How customers are scored and segmented, with the standard a button away. */
export function ScoringSettings({ settings, refused, saved = false, reader }: ScoringProps) {
  const { words } = reader;
  const text = words.buying.scoring;
  const { scoring, eight } = settings;
  const written = refused?.form ?? formOf(settings);
  const field = (name: string, hint?: string) => ({
    name,
    id: name,
    value: `${written[name] ?? ''}`,
    'aria-invalid': refused?.fields.includes(name) ? ('true' as const) : undefined,
    'aria-describedby': hint,
  });
  const choices = (name: string, now: string, labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => (
      <label class="choice">
        <input type="radio" name={name} value={value} checked={(refused ? written[name] : now) === value} />
        <span>{label}</span>
      </label>
    ));
  return (
    <>
      <CustomerPlaces here="scoring" reader={reader} />
      <h1>{words.buying.pages.scoring}</h1>
      <p class="lead">{text.lead}</p>
      {refused && (
        <p class="note bad" role="alert">
          {text.bad}{' '}
          {refused.fields.map((name, i) => (
            <>
              {i > 0 && ' · '}
              <a href={`#${name}`}>{text.fields[name as keyof typeof text.fields] ?? name}</a>
            </>
          ))}
        </p>
      )}
      {saved && <p class="note good">{text.saved}</p>}
      <form class="form" method="post" action="/customers/scoring">
        <fieldset>
          <legend>{text.method}</legend>
          {choices('method', scoring.method, text.methods)}
        </fieldset>
        <fieldset class="limits">
          <legend>{text.limits}</legend>
          <p class="hint" id="limits-hint">
            {text.limitsHint}
          </p>
          {MEASURES.map((measure) => (
            <div>
              <label for={measure}>{text.fields[measure]}</label>
              <input type="text" autocomplete="off" maxlength={100} {...field(measure, 'limits-hint')} />
            </div>
          ))}
        </fieldset>
        <fieldset>
          <legend>{text.money}</legend>
          {choices('money', settings.monetary, text.moneys)}
        </fieldset>
        <fieldset>
          <legend>{text.eight}</legend>
          <p class="hint" id="eight-hint">
            {text.eightHint}
          </p>
          {choices('eight', eight.by, text.eights)}
          {MEASURES.map((measure) => (
            <div class="limits">
              <label for={`eight-${measure}`}>{text.eightFields[measure]}</label>
              <input type="text" inputmode="decimal" autocomplete="off" {...field(`eight-${measure}`, 'eight-hint')} />
            </div>
          ))}
        </fieldset>
        <fieldset>
          <legend>{text.eightMoney}</legend>
          {choices('eightMoney', settings.eightMonetary, text.moneys)}
        </fieldset>
        <div>
          <label for="newWithinDays">{text.fields.newWithinDays}</label>
          <input type="number" min={1} max={3650} {...field('newWithinDays')} />
        </div>
        <div>
          <label for="horizonDays">{text.fields.horizonDays}</label>
          <input type="number" min={7} max={1095} {...field('horizonDays')} />
        </div>
        <div class="buttons">
          <button type="submit">{text.save}</button>
          <button class="second" type="submit" name="standard" value="yes" formnovalidate>
            {text.standard}
          </button>
        </div>
      </form>
    </>
  );
}

/** The settings that the form says, the currency and unit staying as they are, or which fields it cannot be used for. */
export function readScoring(form: Form, settings: CustomerSettings): CustomerSettings | Refused {
  const { currency, unit } = settings;
  if (form.standard !== undefined) return { ...customerDefaults, currency, unit };
  const own = (name: string) => numbersOf(form[name])[0];
  const read = CustomerSettings.safeParse({
    currency,
    unit,
    scoring:
      form.method === 'cut-offs'
        ? { method: form.method, ...Object.fromEntries(MEASURES.map((measure) => [measure, numbersOf(form[measure])])) }
        : { method: form.method },
    monetary: form.money,
    eight:
      form.eight === 'cut-offs'
        ? { by: form.eight, ...Object.fromEntries(MEASURES.map((measure) => [measure, own(`eight-${measure}`)])) }
        : { by: form.eight },
    eightMonetary: form.eightMoney,
    newWithinDays: own('newWithinDays'),
    horizonDays: own('horizonDays'),
  });
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path: [group, name] }) =>
    group === 'eight' && name !== 'by' ? `eight-${String(name)}` : String(name ?? group),
  );
  return { form, fields: [...new Set(fields)] };
}

/** The settings as the form's fields have them. */
function formOf({ scoring, eight, newWithinDays, horizonDays }: CustomerSettings): Form {
  const limits = scoring.method === 'cut-offs' ? scoring : undefined;
  const high = eight.by === 'cut-offs' ? eight : undefined;
  return {
    ...Object.fromEntries(MEASURES.map((measure) => [measure, limits?.[measure].join(' ')])),
    ...Object.fromEntries(MEASURES.map((measure) => [`eight-${measure}`, high?.[measure]])),
    newWithinDays,
    horizonDays,
  };
}

/** Numbers as people list them: `7 30 90 180`, or with commas, Chinese ones too. */
function numbersOf(written: unknown): number[] {
  return `${written ?? ''}`
    .normalize('NFKC')
    .split(/[\s,;、]+/)
    .filter((each) => each !== '')
    .map(Number);
}
