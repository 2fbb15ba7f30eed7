import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CandleSeries } from '../../../src/dashboard/src/market/candleSeries';
import { indicatorLines, valueAt } from '../../../src/dashboard/src/market/indicatorLines';
import { Indicators } from '../../../src/dashboard/src/store/indicators';
import { Store } from '../../../src/dashboard/src/store/store';
import { candle, FakeAnalytics, FakeClock, indicatorsAnswer as answer, settle } from './fakes';

function begun() {
  const [rest, clock, store] = [new FakeAnalytics(), new FakeClock(), new Store()];
  Object.assign(store, { instrument: 'V:A', series: new CandleSeries() });
  store.series?.merge([candle(0), candle(60_000)]);
  return { rest, clock, store, indicators: new Indicators(rest, clock, store) };
}

test('prices lie over the candles, the rest in panes, and what is neither is left out', () => {
  const lines = indicatorLines(answer(['sma(7)', 'value'], ['bollinger(20,2)', 'upper'], ['bollinger(20,2)', 'percent_b'], ['macd(12,26,9)', 'line'], ['macd(12,26,9)', 'histogram']));
  assert.deepEqual(lines.map(({ label, onPrice, isHistogram }) => [label, onPrice, isHistogram]), [
    ['sma(7)', true, false], ['bollinger(20,2).upper', true, false], ['macd(12,26,9).line', false, false], ['macd(12,26,9).histogram', false, true],
  ]);
});

test('a value is read at its bar; where there is none, nothing is said', () => {
  const [line] = indicatorLines(answer(['sma(7)', 'value']));
  assert.ok(line);
  assert.deepEqual([valueAt(line, undefined), valueAt(line, 60_000), valueAt(line, 0), valueAt(line, 120_000)], [5, 5, undefined, undefined]);
});

test('they are asked for anew as candles change, but after a pause', async () => {
  const { rest, clock, store, indicators } = begun();
  indicators.choose(['sma(7)', 'rsi(14)']);
  await settle();
  assert.deepEqual(rest.asked, ['V:A 1m sma(7) rsi(14) 2']);
  assert.equal(store.indicatorLines.length, 2);
  for (let change = 0; change < 50; change++) store.topics.emit('candles');
  await settle();
  assert.equal(rest.asked.length, 1);
  await clock.advance(Indicators.pause);
  assert.equal(rest.asked.length, 2);
  await clock.advance(Indicators.pause * 5);
  assert.equal(rest.asked.length, 2, 'nothing changed, nothing is asked for');
});

test('none of another instrument is left', async () => {
  const { store, indicators } = begun();
  indicators.choose(['sma(7)']);
  store.series = undefined;
  store.topics.emit('selection');
  await settle();
  assert.deepEqual(store.indicatorLines, []);
});

test('only what the node knows is chosen, and no more than there can be', async () => {
  const { rest, store, indicators } = begun();
  rest.refuses = "There is no indicator 'nonsense'.";
  await assert.rejects(indicators.add('nonsense'), /no indicator 'nonsense'/);
  assert.deepEqual(store.indicators, []);
  rest.refuses = '';
  for (let period = 2; period < 2 + Indicators.most; period++) await indicators.add(`sma(${period})`);
  await assert.rejects(indicators.add('rsi'), /the most there can be/);
  assert.equal(store.indicators.length, Indicators.most);
});

test('a failure is a sentence, and passes', async () => {
  const { rest, clock, store, indicators } = begun();
  rest.refuses = 'The history can\'t be read just now.';
  indicators.choose(['sma(7)']);
  await settle();
  assert.equal(store.indicatorsNote, 'Indicators are not available. The history can\'t be read just now.');
  rest.refuses = '';
  store.topics.emit('candles');
  await clock.advance(Indicators.pause);
  assert.deepEqual([store.indicatorsNote, store.indicatorLines.length], ['', 1]);
});
