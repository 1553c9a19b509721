type Values = Readonly<Record<string, string | number | readonly (string | number)[] | undefined>>;

/** A filter as it stands in an address. */
export function addressOf(filter: Values): [string, string][] {
  return Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((each): [string, string] => [name, String(each)]),
  );
}

/** What an address or a form says, without the fields that were left empty. */
export function saidIn(query: Readonly<Record<string, string | undefined>>, names: readonly string[]) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = query[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}
