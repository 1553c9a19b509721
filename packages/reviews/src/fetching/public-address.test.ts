import fc from 'fast-check';
import { expect, test } from 'vitest';
import { privateAddresses } from '../testing/private-addresses.ts';
import { isPublicAddress, publicLookup, UnsafeAddress, webAddress } from './public-address.ts';

test.each(privateAddresses)('%s is not asked', (address) => {
  expect(() => webAddress(address)).toThrow(UnsafeAddress);
});

test.each([
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://reviews.example/a?b=c',
  'https://评论.example/',
])('%s may be asked', (address) => {
  expect(webAddress(address)).toBeInstanceOf(URL);
});

test('an IPv4 address is public or not, in whatever notation', () => {
  fc.assert(
    fc.property(fc.ipV4Extended(), (address) => {
      const isPublic = isPublicAddress(new URL(`http://${address}`).hostname);
      const asked = () => webAddress(`http://${address}`);
      if (isPublic) expect(asked()).toBeInstanceOf(URL);
      else expect(asked).toThrow(UnsafeAddress);
    }),
  );
});

test('no IPv6 address that holds an IPv4 one within is public', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      for (const prefix of ['::', '::ffff:', '64:ff9b::']) expect(isPublicAddress(prefix + address)).toBe(false);
    }),
  );
});

function lookUp(answers: string[], all: boolean) {
  const lookup = publicLookup((_, __, done) =>
    done(
      null,
      answers.map((address) => ({ address, family: 4 })),
    ),
  );
  return new Promise((resolve, reject) => {
    lookup('reviews.example', { all }, (error, address) => (error ? reject(error) : resolve(address)));
  });
}

test('a name is looked up once, and what was checked is what is connected to', async () => {
  expect(await lookUp(['8.8.8.8'], false)).toBe('8.8.8.8');
  expect(await lookUp(['8.8.8.8', '1.1.1.1'], true)).toHaveLength(2);
});

test('a name with one private address among public ones is not connected to', async () => {
  await expect(lookUp(['8.8.8.8', '10.0.0.1'], true)).rejects.toThrow(UnsafeAddress);
  await expect(lookUp(['169.254.169.254'], false)).rejects.toThrow(UnsafeAddress);
});
