import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barsOf, longestHole } from '../../../src/dashboard/src/market/bars';
import { CandleSeries } from '../../../src/dashboard/src/market/candleSeries';
import { gapRanges } from '../../../src/dashboard/src/market/gapRanges';
import { candle } from './fakes';

const minute = 60_000;
const times = (series: CandleSeries) => series.candles.map(({ openTime }) => openTime / minute);

test('candles in any order end up in order, one for each open time', () => {
  const series = new CandleSeries();
  series.merge([5, 1, 3, 3, 2, 5, 9].map((at) => candle(at * minute)));
  assert.deepEqual(times(series), [1, 2, 3, 5, 9]);
});

test('every order of the same versions gives the same candle', () => {
  const versions = [
    candle(0, { closed: false, tradeCount: 1 }), candle(0, { closed: false, tradeCount: 4 }),
    candle(0, { tradeCount: 5 }), candle(0, { tradeCount: 6, revision: 1 }),
  ];
  for (const order of permutations(versions)) {
    const series = new CandleSeries();
    for (const version of order) series.merge([version]);
    assert.deepEqual(series.candles, [versions[3]]);
  }
});

test('an answer of REST that is older than what was pushed changes nothing', () => {
  const series = new CandleSeries();
  series.merge([candle(0, { closed: false, tradeCount: 9, close: 20 })]);
  assert.deepEqual(series.merge([candle(0, { closed: false, tradeCount: 7, close: 19 })]), []);
  assert.equal(series.last?.close, 20);
});

test('the earliest change is told once', () => {
  const series = new CandleSeries();
  series.merge([candle(2 * minute), candle(minute)]);
  assert.equal(series.takeChangedFrom(), minute);
  assert.equal(series.takeChangedFrom(), Infinity);
});

test('the series is bounded, and the oldest go', () => {
  const series = new CandleSeries();
  series.merge(Array.from({ length: CandleSeries.capacity + 10 }, (_, at) => candle(at * minute)));
  assert.equal(series.candles.length, CandleSeries.capacity);
  assert.equal(series.first?.openTime, 10 * minute);
});

test('silent intervals keep their width, and a very long silence is closed up', () => {
  const silent = barsOf([candle(0), candle(3 * minute)], '1m');
  assert.deepEqual(silent.map((bar) => [bar.openTime / minute, bar.candle !== undefined]), [[0, true], [1, false], [2, false], [3, true]]);
  assert.equal(barsOf([candle(0), candle((longestHole + 2) * minute)], '1m').length, 2);
  assert.deepEqual(barsOf([candle(0), candle(2 * minute)], '1m', 1).map((bar) => bar.openTime / minute), [1, 2]);
});

test('gaps become the candles they touch, and those that share a candle are one', () => {
  const gap = (firstId: number, lastId: number, from: number, to: number) => ({ firstId, lastId, from, to });
  assert.deepEqual(gapRanges([gap(30, 39, 4 * minute, 5 * minute + 1), gap(1, 5, 10, 20), gap(7, 7, 30, minute + 5)], '1m'), [
    { from: 0, to: minute, missing: 6 },
    { from: 4 * minute, to: 5 * minute, missing: 10 },
  ]);
});

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) => permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}
