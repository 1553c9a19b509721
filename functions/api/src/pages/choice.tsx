/** What can be chosen: the value that is sent, and what stands there. */
export type Option = readonly [value: string, label: string];
export type OptionGroup = { title: string; options: readonly Option[] };

type ChoiceProps = {
  name: string;
  /** Another one than the name where a page has several fields of that name. */
  id?: string;
  label: string;
  options: readonly Option[] | readonly OptionGroup[];
  chosen?: string | undefined;
  /** What stands for choosing nothing, where that can be. */
  none?: string;
  hint?: string;
};

/** A field that takes one of several, in groups where they have titles. */
export function Choice({ name, id = name, label, options, chosen, none, hint }: ChoiceProps) {
  return (
    <div>
      <label for={id}>{label}</label>
      <select id={id} name={name} {...(hint && { 'aria-describedby': `${id}-hint` })}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((each) =>
          'title' in each ? (
            <optgroup label={each.title}>{each.options.map((option) => one(option, chosen))}</optgroup>
          ) : (
            one(each, chosen)
          ),
        )}
      </select>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function one([value, label]: Option, chosen: string | undefined) {
  return (
    <option value={value} selected={value === chosen}>
      {label}
    </option>
  );
}
