/** A name for SQL that both engines accept. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal for SQL: the engines take no parameters in the statements that the lake needs. */
export function quoteText(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  // A statement ends at a NUL, quoted or not.
  return text.includes('\0') ? `(${quoted.replaceAll('\0', "' || chr(0) || '")})` : quoted;
}

/** Text literals for SQL, as a list of `IN` has them. */
export function quoteTexts(texts: readonly string[]): string {
  return texts.map(quoteText).join(', ');
}
