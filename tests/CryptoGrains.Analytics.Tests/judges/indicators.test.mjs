// Two other implementations on the same bars. INDICATORS names a file of {bars: {high, low, close, volume}, values: {name: [...]}}.
//
// All run in doubles and round at each step, and technicalindicators keeps running sums, so results differ in their last digits: what is allowed
// is 1e-12 of what is summed (a price, 100 for the RSI, all volume for OBV): 2,000 bars, half of 2^-52 each, are 4e-13. Every other difference is
// one of definition, and stands where it is taken account of.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as technical from 'technicalindicators';
import * as signals from 'trading-signals';

const { bars, values } = JSON.parse(readFileSync(process.env.INDICATORS, 'utf8'));
const { high, low, close, volume } = bars;
const rounding = 1e-12;
const priceRounding = rounding * Math.max(...close);

// They leave the warm-up out; ours has null there.
const padded = result => [...new Array(close.length - result.length).fill(null), ...result];

function assertNear(name, theirs, tolerance) {
  const ours = values[name];
  assert.equal(ours.length, theirs.length);
  theirs.forEach((value, i) => {
    assert.equal(ours[i] === null, value === null || value === undefined, `${name} at ${i}: ours ${ours[i]}, theirs ${value}`);
    if (ours[i] !== null) assert.ok(Math.abs(ours[i] - value) <= tolerance, `${name} at ${i}: ours ${ours[i]}, theirs ${value}`);
  });
}

const fed = (indicator, inputs) => inputs.map(input => indicator.update(input, false));

test('technicalindicators: sma, ema, macd, bollinger, atr, obv', () => {
  assertNear('sma(20)', padded(technical.SMA.calculate({ period: 20, values: close })), priceRounding);
  assertNear('ema(20)', padded(technical.EMA.calculate({ period: 20, values: close })), priceRounding);

  const macd = padded(technical.MACD.calculate({
    values: close, fastPeriod: 12, slowPeriod: 26, signalPeriod: 9, SimpleMAOscillator: false, SimpleMASignal: false,
  }));
  assertNear('macd(12,26,9)', macd.map(value => value?.MACD), priceRounding);
  assertNear('macd(12,26,9).signal', macd.map(value => value?.signal), priceRounding);
  assertNear('macd(12,26,9).histogram', macd.map(value => value?.histogram), priceRounding);

  const bands = padded(technical.BollingerBands.calculate({ period: 20, stdDev: 2, values: close }));
  assertNear('bollinger(20,2)', bands.map(value => value && value.middle), priceRounding);
  assertNear('bollinger(20,2).upper', bands.map(value => value && value.upper), priceRounding);
  assertNear('bollinger(20,2).lower', bands.map(value => value && value.lower), priceRounding);

  assertNear('atr(14)', padded(technical.ATR.calculate({ period: 14, high, low, close })), priceRounding);

  // It says nothing of the first bar; ours says 0.
  const balance = [0, ...technical.OBV.calculate({ close, volume })];
  assertNear('obv', balance, rounding * volume.reduce((sum, value) => sum + value, 0));
});

test('technicalindicators: rsi, which it rounds to two decimals', () => {
  const theirs = padded(technical.RSI.calculate({ period: 14, values: close }));
  values['rsi(14)'].forEach((ours, i) => {
    assert.equal(ours === null, theirs[i] === null);
    // Half of a hundredth, and what toFixed makes of a tie.
    if (ours !== null) assert.ok(Math.abs(ours - theirs[i]) <= 0.005 + 100 * rounding, `at ${i}: ours ${ours}, theirs ${theirs[i]}`);
  });
});

test('trading-signals: sma, rsi, bollinger', () => {
  assertNear('sma(20)', fed(new signals.SMA(20), close), priceRounding);
  assertNear('rsi(14)', fed(new signals.RSI(14), close), 100 * rounding);
  const bands = fed(new signals.BollingerBands(20, 2), close);
  assertNear('bollinger(20,2)', bands.map(value => value && value.middle), priceRounding);
  assertNear('bollinger(20,2).upper', bands.map(value => value && value.upper), priceRounding);
  assertNear('bollinger(20,2).lower', bands.map(value => value && value.lower), priceRounding);
});

test('trading-signals: atr, whose first true range is ours too once the first bar, which has no close before it, is left out', () => {
  const ranges = fed(new signals.TR(), close.map((_, i) => ({ high: high[i], low: low[i], close: close[i] }))).slice(1);
  assertNear('atr(14)', [null, ...fed(new signals.WSMA(14), ranges)], priceRounding);
});

test('trading-signals: ema, which begins with the first price; begun with the mean of the first twenty, it is ours', () => {
  const seed = close.slice(0, 20).reduce((sum, value) => sum + value, 0) / 20;
  assertNear('ema(20)', [...new Array(19).fill(null), ...fed(new signals.EMA(20), [seed, ...close.slice(20)])], priceRounding);
});

test('trading-signals: macd, of the same averages begun with means', () => {
  const average = (period, inputs) => {
    const seed = inputs.slice(0, period).reduce((sum, value) => sum + value, 0) / period;
    return [...new Array(period - 1).fill(null), ...fed(new signals.EMA(period), [seed, ...inputs.slice(period)])];
  };
  const [fast, slow] = [average(12, close), average(26, close)];
  const line = slow.map((value, i) => (value === null ? null : fast[i] - value));
  assertNear('macd(12,26,9)', line, priceRounding);
  const signal = [...new Array(25).fill(null), ...average(9, line.slice(25))];
  assertNear('macd(12,26,9).signal', signal, priceRounding);
});
