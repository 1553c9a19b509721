/** The text again, with its beginning in hand. */
export async function peek(text: AsyncIterable<string>): Promise<{ head: string; whole: AsyncIterable<string> }> {
  const pieces = text[Symbol.asyncIterator]();
  let head = '';
  while (head.length < 4096) {
    const next = await pieces.next();
    if (next.done) break;
    head += next.value;
  }
  async function* whole() {
    if (head) yield head;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  return { head, whole: whole() };
}
