/** Tells what the emulator lacks, and what it answered instead. */
export function heard(wanted: string, answered: string): void {
  console.log(`- the emulator lacks ${wanted}\n    it answered: ${answered}`);
}
