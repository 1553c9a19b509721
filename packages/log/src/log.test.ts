import { afterEach, expect, test, vi } from 'vitest';
import { inBrief, openLog } from './log.ts';
import { CallFailed, logged } from './logged-handler.ts';

const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
const lines = () => written.mock.calls.map(([line]) => JSON.parse(String(line)));
afterEach(() => written.mockClear());

test('a line is JSON with its service, level and fields', async () => {
  await openLog('api').warn('no wake-up', { work: 'import' });
  expect(lines()).toMatchObject([{ level: 'WARN', service: 'api', message: 'no wake-up', work: 'import' }]);
});

test('of an error its kind and place are told, on however many lines its message goes', () => {
  const error = new RangeError('the strap broke\n  after a week');
  const told = inBrief(error);
  expect(told.error).toBe('RangeError');
  expect(told.stack[0]).toMatch(/log\.test\.ts/);
  expect(JSON.stringify(told)).not.toMatch(/strap|week/);
  expect(inBrief('the strap broke')).toEqual({ error: 'string', stack: [] });
});

test('a handler that fails says of what, without the words of its error', async () => {
  const handler = logged('analyze', async () => {
    throw new TypeError('cannot read “the strap broke”', { cause: new Error('the strap broke') });
  });
  const failure = await handler({}, { awsRequestId: 'r1' }).catch((error: unknown) => error);
  expect(failure).toEqual(new CallFailed('TypeError'));
  expect(lines()).toMatchObject([{ level: 'ERROR', message: 'call failed', error: 'TypeError', requestId: 'r1' }]);
  expect(String(written.mock.calls)).not.toContain('strap');
});

test('what a handler answers is passed on, and nothing logged', async () => {
  const handler = logged('analyze', async (event: { n: number }) => event.n + 1);
  expect(await handler({ n: 1 }, {})).toBe(2);
  expect(lines()).toEqual([]);
});
