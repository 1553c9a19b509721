import type { EightSegmentId, SegmentId } from '@soundings/contracts/segment';

type Name = Readonly<{ 'zh-CN': string; en: string }>;

/**
 * The eleven segments as boxes over the recency score and the sum of the frequency and money scores (2–10), which makes
 * 5 × 5 × 5 cells. Every cell is in exactly one box. Change a box, raise the version: reports say which map they used.
 */
export const elevenSegments: {
  readonly version: number;
  readonly segments: readonly {
    readonly id: SegmentId;
    readonly name: Name;
    readonly cells: readonly { readonly r: number; readonly fm: readonly [number, number] }[];
  }[];
} = {
  version: 1,
  segments: [
    {
      id: 'champions',
      name: { 'zh-CN': '冠军客户', en: 'Champions' },
      cells: [
        { r: 5, fm: [8, 10] },
        { r: 4, fm: [9, 10] },
      ],
    },
    {
      id: 'loyal',
      name: { 'zh-CN': '忠诚客户', en: 'Loyal' },
      cells: [
        { r: 4, fm: [7, 8] },
        { r: 3, fm: [7, 10] },
      ],
    },
    {
      id: 'potential_loyalists',
      name: { 'zh-CN': '潜在忠诚客户', en: 'Potential loyalists' },
      cells: [
        { r: 5, fm: [5, 7] },
        { r: 4, fm: [5, 6] },
      ],
    },
    { id: 'new', name: { 'zh-CN': '新客户', en: 'New' }, cells: [{ r: 5, fm: [2, 4] }] },
    { id: 'promising', name: { 'zh-CN': '有潜力客户', en: 'Promising' }, cells: [{ r: 4, fm: [2, 4] }] },
    { id: 'need_attention', name: { 'zh-CN': '需关注客户', en: 'Need attention' }, cells: [{ r: 3, fm: [5, 6] }] },
    { id: 'about_to_sleep', name: { 'zh-CN': '即将沉睡客户', en: 'About to sleep' }, cells: [{ r: 3, fm: [2, 4] }] },
    {
      id: 'at_risk',
      name: { 'zh-CN': '流失风险客户', en: 'At risk' },
      cells: [
        { r: 2, fm: [5, 8] },
        { r: 1, fm: [5, 8] },
      ],
    },
    {
      id: 'cannot_lose',
      name: { 'zh-CN': '不可流失客户', en: 'Cannot lose them' },
      cells: [
        { r: 2, fm: [9, 10] },
        { r: 1, fm: [9, 10] },
      ],
    },
    {
      id: 'hibernating',
      name: { 'zh-CN': '沉睡客户', en: 'Hibernating' },
      cells: [
        { r: 2, fm: [2, 4] },
        { r: 1, fm: [3, 4] },
      ],
    },
    { id: 'lost', name: { 'zh-CN': '已流失客户', en: 'Lost' }, cells: [{ r: 1, fm: [2, 2] }] },
  ],
};

/** The eight value segments: is recency, frequency, money high (`h`) or low (`l`), in this order of letters. */
export const eightSegments: {
  readonly version: number;
  readonly segments: readonly { readonly id: EightSegmentId; readonly name: Name }[];
} = {
  version: 1,
  segments: [
    { id: 'hhh', name: { 'zh-CN': '重要价值客户', en: 'High value, active' } },
    { id: 'hlh', name: { 'zh-CN': '重要发展客户', en: 'High value, to develop' } },
    { id: 'lhh', name: { 'zh-CN': '重要保持客户', en: 'High value, to keep' } },
    { id: 'llh', name: { 'zh-CN': '重要挽留客户', en: 'High value, to win back' } },
    { id: 'hhl', name: { 'zh-CN': '一般价值客户', en: 'General, active' } },
    { id: 'hll', name: { 'zh-CN': '一般发展客户', en: 'General, to develop' } },
    { id: 'lhl', name: { 'zh-CN': '一般保持客户', en: 'General, to keep' } },
    { id: 'lll', name: { 'zh-CN': '一般挽留客户', en: 'General, to win back' } },
  ],
};

/** The segment of a cell. A customer of longer tenure than "new" bears who stands in its cells is promising instead. */
export function segmentOf(scores: { r: number; f: number; m: number }, isNew: boolean): SegmentId {
  const fm = scores.f + scores.m;
  const found = elevenSegments.segments.find(({ cells }) =>
    cells.some((cell) => cell.r === scores.r && cell.fm[0] <= fm && fm <= cell.fm[1]),
  );
  if (found === undefined) throw new RangeError(`No segment has the cell ${scores.r}${scores.f}${scores.m}`);
  return found.id === 'new' && !isNew ? 'promising' : found.id;
}

/** The same as a SQL expression over columns `r`, `f`, `m`, for a condition that says who is new. */
export function segmentSql(isNew: string): string {
  const ofRecency = (r: number) =>
    elevenSegments.segments
      .flatMap(({ id, cells }) => cells.filter((cell) => cell.r === r).map(({ fm }) => ({ id, most: fm[1] })))
      .sort((a, b) => a.most - b.most)
      .map(({ id, most }) => {
        const cell = `f + m <= ${most}`;
        return id === 'new'
          ? `WHEN ${cell} AND ${isNew} THEN 'new' WHEN ${cell} THEN 'promising'`
          : `WHEN ${cell} THEN '${id}'`;
      })
      .join(' ');
  return `CASE ${[1, 2, 3, 4, 5].map((r) => `WHEN r = ${r} THEN CASE ${ofRecency(r)} END`).join(' ')} END`;
}
