import type { Child } from 'hono/jsx';

type NumberFieldProps = {
  name: string;
  label: string;
  /** Nothing stands there where it is not known. */
  value: number | null | undefined;
  min?: number;
  max?: number;
  /** `any` where it need not be whole. */
  step?: number | 'any';
  required?: boolean;
  hint?: string | undefined;
  /** What an input is given that was refused, such as `aria-invalid`. */
  refusal?: Readonly<Record<string, string>>;
  /** What stands below it: why it was refused. */
  children?: Child;
};

/** A field that takes a number. */
export function NumberField({ name, label, value, hint, refusal = {}, children, ...limits }: NumberFieldProps) {
  return (
    <div>
      <label for={name}>{label}</label>
      <input
        type="number"
        id={name}
        name={name}
        value={value === null || value === undefined || Number.isNaN(value) ? '' : String(value)}
        {...limits}
        {...(hint && { 'aria-describedby': `${name}-hint` })}
        {...refusal}
      />
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
    </div>
  );
}
