import type { Reader } from './reader.ts';

export type Option = [value: string, label: string];
type Options = readonly Option[] | readonly { title: string; options: readonly Option[] }[];

type ChoiceProps = {
  name: string;
  label: string;
  chosen: string | undefined;
  options: Options;
  reader: Reader;
};

/** One field of a filter: any, or one of these, in groups where they have titles. */
export function Choice({ name, label, chosen, options, reader }: ChoiceProps) {
  return (
    <div>
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{reader.words.responses.any}</option>
        {options.map((each) =>
          'title' in each ? (
            <optgroup label={each.title}>{each.options.map((option) => one(option, chosen))}</optgroup>
          ) : (
            one(each, chosen)
          ),
        )}
      </select>
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
