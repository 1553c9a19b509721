/** A review as a site's database has it. */
export type SampleReview = {
  id: number;
  author: string;
  rating: number;
  title: string;
  text: string;
  /** Seconds since 1970. */
  at: number;
  version: string;
};

const TEXTS = [
  ['Broke early', 'It broke after three days, and nobody answers.'],
  ['坏了', '三天就坏了'],
  ['Does what it should', 'Quiet & light: "as promised". 5 < 6.'],
  ['物流慢', '物流太慢，等了两周，客服一直说在路上。'],
  ['Love it', 'Best I ever had 👍'],
  ['一般', '味道一般，价格偏贵。'],
] as const;

const NEWEST = Date.parse('2026-03-01T08:00:00Z') / 1000;

/** That many made-up reviews, newest first, six hours apart, each with a text of its own. */
export function sampleReviews(count: number, { newest = NEWEST } = {}): SampleReview[] {
  return Array.from({ length: count }, (_, i) => {
    const id = 9_000_000 + count - i;
    const [title, text] = TEXTS[id % TEXTS.length] ?? ['', ''];
    return {
      id,
      author: `reader ${id}`,
      rating: (id % 5) + 1,
      title,
      text: `${text} (${id})`,
      at: newest - i * 21_600,
      version: `1.${id % 7}`,
    };
  });
}

export function isoTime({ at }: SampleReview): string {
  return new Date(at * 1000).toISOString();
}

export function pageOf<T>(items: readonly T[], { number, size }: { number: number; size: number }): T[] {
  return items.slice((number - 1) * size, number * size);
}

export function json(value: unknown, headers: Record<string, string> = {}) {
  return { headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) };
}

export function html(body: string, headers: Record<string, string> = {}) {
  return { headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
