type DayFieldProps = {
  name: string;
  label: string;
  /** A day, or a time of it. */
  value: string | undefined;
  required?: boolean;
};

/** A field that takes a day. */
export function DayField({ name, label, value, required = false }: DayFieldProps) {
  return (
    <div>
      <label for={name}>{label}</label>
      <input type="date" id={name} name={name} value={value?.slice(0, 10)} required={required} />
    </div>
  );
}
