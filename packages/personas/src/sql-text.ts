/** A text literal for SQL: the engines take no parameters in the statements that the lake needs. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function sqlList(texts: readonly string[]): string {
  return texts.map(sqlText).join(', ');
}
