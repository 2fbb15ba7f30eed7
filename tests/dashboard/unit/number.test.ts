import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalsOf, fixed, short, signed } from '../../../src/dashboard/src/format/number';
import { Tick } from '../../../src/dashboard/src/format/tick';
import { clockTime, duration, minute } from '../../../src/dashboard/src/format/time';

test('prices have the decimals of their tick and never an exponent', () => {
  assert.equal(fixed(9.99e-7, 9), '0.000000999');
  assert.equal(fixed(1e-8, 8), '0.00000001');
  assert.equal(fixed(64123.4, 2), '64,123.40');
  assert.equal(fixed(1e21, 0), '1,000,000,000,000,000,000,000');
  assert.equal(fixed(-1.5, 1), '−1.5');
  assert.equal(fixed(Number.NaN, 2), '–');
});

test('the decimals of a number are those of its shortest writing', () => {
  for (const [value, decimals] of [[1, 0], [1.25, 2], [1e-8, 8], [9.99e-7, 9], [1e21, 0], [0.00001234, 8]] as const) {
    assert.equal(decimalsOf(value), decimals, String(value));
  }
});

test('a tick grows with what it has seen and never shrinks', () => {
  const tick = new Tick(2, 8);
  tick.learn(100, 100.5);
  assert.equal(tick.decimals, 2);
  tick.learn(0.00001234);
  tick.learn(3);
  assert.equal(tick.decimals, 8);
  tick.learn(1e-12);
  assert.equal(tick.decimals, 8);
});

test('a change bears its sign, and zero bears none', () => {
  assert.equal(signed(1.234, 2), '+1.23');
  assert.equal(signed(-1.234, 2), '−1.23');
  assert.equal(signed(0, 2), '0.00');
  assert.equal(signed(0.001, 2), '0.00');
  assert.equal(signed(-0.001, 2), '0.00');
});

test('quantities are short and have no exponent at any size', () => {
  for (const [value, text] of [[0, '0'], [0.00012, '0.00012'], [1e-8, '0.00000001'], [12.5, '12.500'], [1234.56, '1,234.6'], [48213.4, '48.21K'], [1.2345e13, '12.35T'], [3e18, '3,000,000T']] as const) {
    assert.equal(short(value), text);
  }
});

test('times are UTC', () => {
  assert.equal(clockTime(Date.UTC(2024, 7, 8, 23, 59, 7)), '23:59:07');
  assert.equal(minute(Date.UTC(2024, 0, 2, 3, 4)), '2024-01-02 03:04');
});

test('durations have the one or two units that matter', () => {
  for (const [value, text] of [[-5, '< 1 s'], [400, '< 1 s'], [42_900, '42 s'], [185_000, '3 m 05 s'], [7_440_000, '2 h 04 m'], [12 * 86_400_000, '12 d']] as const) {
    assert.equal(duration(value), text);
  }
});
