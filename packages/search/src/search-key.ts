/** Where the index of a build's texts is kept in the bucket. */
export function searchKey(buildId: string): string {
  return `search/${buildId}.sqlite`;
}
