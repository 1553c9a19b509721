import { expect, test } from 'vitest';
import { NumberField } from './number-field.tsx';

const shown = (props: Parameters<typeof NumberField>[0]) => (<NumberField {...props} />).toString();

test('a number is labelled, kept within its limits, and shown where it is known', () => {
  const field = shown({ name: 'days', label: '天数', value: 30, min: 1, max: 365, required: true, hint: '按天计' });
  expect(field).toContain('<label for="days">天数</label>');
  expect(field).toMatch(/<input type="number" id="days" name="days" value="30" min="1" max="365" required=""/);
  expect(field).toContain('aria-describedby="days-hint"');
  for (const value of [null, undefined, Number.NaN])
    expect(shown({ name: 'n', label: 'N', value })).toContain('value=""');
  expect(shown({ name: 'n', label: 'N', value: 0 })).toContain('value="0"');
});

test('one that was refused says why in the place of its hint', () => {
  const refusal = { 'aria-invalid': 'true', 'aria-describedby': 'n-problem' };
  const field = shown({ name: 'n', label: 'N', value: 1, hint: 'h', refusal, children: <p id="n-problem">why</p> });
  expect(field).toContain('aria-invalid="true"');
  expect(field).toContain('aria-describedby="n-problem"');
  expect(field).toContain('<p id="n-problem">why</p>');
});
