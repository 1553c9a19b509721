/** Is a number of 13 to 19 digits a bank card's by the Luhn algorithm (ISO/IEC 7812-1, annex B)? */
export function isBankCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (digits.length < 13 || digits.length > 19 || /^(\d)\1*$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Is it a Chinese resident's identity number (GB 11643-1999): 17 digits and their ISO 7064 MOD 11-2 check character? */
export function isChineseId(text: string): boolean {
  const id = text.replace(/[^\dxX]/g, '').toLowerCase();
  if (id.length !== 18) return false;
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0);
  return '10x98765432'[sum % 11] === id[17];
}

/** Is it an international bank account number: 15 to 34 characters with remainder 1 by 97 (ISO 13616-1)? */
export function isIban(text: string): boolean {
  const iban = text.replace(/[ -]/g, '').toLowerCase();
  if (iban.length < 15 || iban.length > 34) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Is it an address of four numbers up to 255, and not a made-up one such as 1.1.1.1 in a version list? */
export function isIpv4(text: string): boolean {
  const parts = text.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => part <= 255) && (parts[0] as number) > 0;
}
