type Random = () => number;

const digits = (random: Random, length: number) => Array.from({ length }, () => Math.floor(random() * 10)).join('');

/** A card number of a length that passes Luhn's check. */
export function luhnOf(prefix: string, length: number, random: Random): string {
  const body = prefix + digits(random, length - prefix.length - 1);
  for (let check = 0; check < 10; check++) if (luhnSum(`${body}${check}`) % 10 === 0) return `${body}${check}`;
  return body;
}

function luhnSum(number: string): number {
  let sum = 0;
  for (const [i, digit] of [...number].reverse().entries()) {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum;
}

/** A Chinese identity number with its check character. */
export function idCardOf(random: Random): string {
  const two = (most: number) => String(1 + Math.floor(random() * most)).padStart(2, '0');
  const body = `11010${1 + Math.floor(random() * 8)}${1950 + Math.floor(random() * 60)}${two(12)}${two(28)}${digits(random, 3)}`;
  let sum = 0;
  for (const [i, digit] of [...body].entries()) sum += Number(digit) * (2 ** (17 - i) % 11);
  return body + '10X98765432'[sum % 11];
}

/** A German or French-like IBAN with its check digits. */
export function ibanOf(random: Random): string {
  const [country, length] = random() < 0.5 ? ['DE', 18] : ['FR', 23];
  const account = digits(random, length as number);
  const value = [...`${account}${country}00`].map((c) => Number.parseInt(c, 36)).join('');
  const check = 98n - (BigInt(value) % 97n);
  return `${country}${String(check).padStart(2, '0')}${account}`;
}
