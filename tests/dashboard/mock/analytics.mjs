const lengths = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '4h': 14_400_000, '1d': 86_400_000 };

/** What the stand-in node answers under /api/v1/analytics; undefined where there is nothing. */
export function analyticsAnswer(path, query, market) {
  const [, symbol] = path.match(/^\/analytics\/indicators\/(.+)$/) ?? [];
  if (path === '/analytics/catalogue') return [200, catalogue];
  if (symbol) return indicatorsAnswer(decodeURIComponent(symbol), query, market);
  return undefined;
}

function indicatorsAnswer(symbol, query, market) {
  const interval = query.get('interval');
  const candles = market.candles(symbol, lengths[interval], Number(query.get('limit')));
  const closes = candles.map((candle) => candle.close);
  const series = [];
  for (const text of query.getAll('indicator')) {
    const [, name, period] = text.match(/^(\w+)(?:\((\d+).*\))?$/) ?? [];
    if (!made[name]) return [400, { code: 'bad-indicator', detail: `There is no indicator '${text}'. /api/v1/analytics/catalogue describes them.` }];
    const usual = catalogue.indicators.find((each) => each.name === name).usual;
    for (const [output, values] of Object.entries(made[name](closes, Number(period ?? usual.match(/\d+/)?.[0])))) {
      series.push({ indicator: text.includes('(') ? text : usual, output, values });
    }
  }
  return [200, { symbol, interval, openTimes: candles.map((candle) => candle.openTime), closed: candles.map((candle) => candle.closed), series, next: null }];
}

const mean = (closes, period) => closes.map((_, at) => (at < period - 1 ? null : closes.slice(at - period + 1, at + 1).reduce((sum, close) => sum + close, 0) / period));

/** A mean is a mean; the others have their indicator's shape and range. */
const made = {
  sma: (closes, period) => ({ value: mean(closes, period) }),
  rsi: (closes, period) => ({ value: closes.map((close, at) => (at < period ? null : Math.max(0, Math.min(100, 50 + (5000 * (close - closes[at - period])) / close)))) }),
  macd: (closes) => {
    const [fast, slow] = [mean(closes, 12), mean(closes, 26)];
    const line = closes.map((_, at) => (slow[at] === null ? null : fast[at] - slow[at]));
    const signal = line.map((value, at) => (at < 34 ? null : (value + line[at - 4] + line[at - 8]) / 3));
    return { line, signal, histogram: line.map((value, at) => (signal[at] === null ? null : value - signal[at])) };
  },
};

const value = (meaning) => [{ name: 'value', meaning }];

const catalogue = {
  indicators: [
    { name: 'sma', usual: 'sma(20)', summary: 'Simple moving average: the running mean of the closes.', outputs: value('the mean, in the quote asset') },
    { name: 'rsi', usual: 'rsi(14)', summary: 'Relative strength index: how much of the movement was upwards.', outputs: value('0 (only falls) to 100 (only rises)') },
    {
      name: 'macd', usual: 'macd(12,26,9)', summary: 'Moving average convergence and divergence.',
      outputs: [{ name: 'line', meaning: 'the fast average less the slow one' }, { name: 'signal', meaning: 'the exponential average of the line' }, { name: 'histogram', meaning: 'the line less its signal' }],
    },
  ],
  detectors: [{ name: 'flash-crash', summary: 'A price that falls much further than usual within minutes.', events: ['crash', 'recovery'] }],
};
