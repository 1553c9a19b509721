import { expect, test } from 'vitest';
import { ContactFileError, readContacts } from './contact-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('columns are known by their names in either language, in any order', () => {
  expect(readContacts(bytes('\ufeffEmail,Customer ID,Consent\na@b.c,7,yes\n,8,no\n'))).toEqual([
    { customerId: '7', consent: true, email: 'a@b.c' },
    { customerId: '8', consent: false },
  ]);
  expect(readContacts(bytes('客户编号,同意,手机号\n7,是,13800000000\n'))).toEqual([
    { customerId: '7', consent: true, phone: '13800000000' },
  ]);
});

test('a file in GB18030 is read as one', () => {
  const file = Uint8Array.from([
    0xbf, 0xcd, 0xbb, 0xa7, 0x2c, 0xcd, 0xac, 0xd2, 0xe2, 0x0a, 0x37, 0x2c, 0xca, 0xc7, 0x0a,
  ]);
  expect(readContacts(file)).toEqual([{ customerId: '7', consent: true }]);
});

test('whoever is not plainly said to agree does not', () => {
  const [contact] = readContacts(bytes('customer,consent\n7,maybe\n'));
  expect(contact?.consent).toBe(false);
});

test('what lacks a column is refused with its name', () => {
  expect(() => readContacts(bytes('customer,email\n7,a@b.c\n'))).toThrow(ContactFileError);
  expect(() => readContacts(bytes('"'))).toThrow(ContactFileError);
});
