import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { robotsCases } from '../testing/robots-cases.ts';
import { isAllowed, readRobots } from './robots.ts';

describe.each(robotsCases)('$rule', ({ robots, agent = 'Tester', allowed = [], disallowed = [] }) => {
  const rules = readRobots(robots, agent);
  test.each(allowed.map((url) => [url.slice(0, 40), url]))('%s is allowed', (_, url) => {
    expect(isAllowed(rules, url)).toBe(true);
  });
  test.each(disallowed.map((url) => [url.slice(0, 40), url]))('%s is disallowed', (_, url) => {
    expect(isAllowed(rules, url)).toBe(false);
  });
});

test('a crawl-delay is read for whom it is meant', () => {
  expect(readRobots('user-agent: *\ncrawl-delay: 10\n\nuser-agent: Other\ncrawl-delay: 99', 'Tester').crawlDelay).toBe(
    10,
  );
  expect(readRobots('user-agent: *\ncrawl-delay: soon', 'Tester').crawlDelay).toBeNull();
});

test('a pattern matches what a regular expression for it matches', () => {
  const piece = fc.stringMatching(/^[ab/]{0,3}$/);
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      fc.stringMatching(/^[ab/]{0,10}$/),
      (pieces, anchored, path) => {
        const pattern = `/${pieces.join('*')}${anchored ? '$' : ''}`;
        const expression = new RegExp(`^/${pieces.join('.*')}${anchored ? '$' : ''}`);
        const rules = readRobots(`user-agent: *\ndisallow: ${pattern}`, 'Tester');
        expect(isAllowed(rules, `https://h.example/${path}`)).toBe(!expression.test(`/${path}`));
      },
    ),
  );
});

test('no robots.txt whatever makes it fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (body, url) => {
      expect(typeof isAllowed(readRobots(body, 'Tester'), url)).toBe('boolean');
    }),
  );
});
