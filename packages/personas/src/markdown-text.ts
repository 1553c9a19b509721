/** Text that came from outside, without what Markdown or HTML would act on. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'))
    .replaceAll(/([[\]`*_])/g, '\\$1');
}
