const lengths = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, '4h': 14_400_000, '1d': 86_400_000 };

/** What the stand-in node answers under /api/v1/analytics; undefined where there is nothing. */
export function analyticsAnswer(path, query, market) {
  const [, symbol] = path.match(/^\/analytics\/indicators\/(.+)$/) ?? [];
  if (path === '/analytics/catalogue') return [200, catalogue];
  if (path === '/analytics/ranking') return [200, { by: 'volume', ranking: market.names.slice(0, Number(query.get('limit'))).map((name) => ({ symbol: name })) }];
  if (path === '/analytics/correlation' || path === '/analytics/network') {
    const window = Number(query.get('window'));
    if (!(window >= 3)) return [400, { code: 'bad-window', detail: `The window '${query.get('window')}' is not allowed. Write a whole number from 3 to 9999.` }];
    const made = correlations(query.get('symbols').split(',').sort(), window, market.now);
    return [200, path === '/analytics/correlation' ? made : network(made, Number(query.get('threshold')))];
  }
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

/** Three groups of instruments that go together; the last one did not move. */
function correlations(symbols, window, now) {
  const last = symbols.length - 1;
  const value = (row, column) => {
    if (row === last || column === last) return null;
    if (row === column) return 1;
    return (row % 3 === column % 3 ? 0.95 : row % 3 === 0 ? 0.3 : -0.4) - ((row * column) % 7) / 30;
  };
  const values = symbols.map((_, row) => symbols.map((_, column) => value(Math.min(row, column), Math.max(row, column))));
  return { interval: '1h', method: 'pearson', window, leastCommon: Math.ceil(window / 2), lastBar: now - (now % 3_600_000), symbols, values };
}

function network({ symbols, values, ...rest }, threshold) {
  const edges = symbols.flatMap((left, row) => symbols.flatMap((right, column) =>
    (column > row && Math.abs(values[row][column] ?? 0) > threshold ? [{ left, right, correlation: values[row][column], distance: 1 }] : [])));
  const degreeOf = (symbol) => edges.filter((edge) => edge.left === symbol || edge.right === symbol).length;
  const nodes = symbols.map((symbol, place) => {
    const degree = degreeOf(symbol);
    return { symbol, degree, pageRank: (1 + degree) / (symbols.length + 2 * edges.length), component: place % 3, community: degree > 0 ? place % 3 : 3 + place };
  });
  const hub = 'BINANCE:BTCUSDT';
  const ways = edges.flatMap(({ left, right }) => (right === hub ? [{ symbol: left, distance: 1, path: [left, hub] }] : left === hub ? [{ symbol: right, distance: 1, path: [right, hub] }] : []));
  return { ...rest, threshold, nodes, edges, modularity: 0.5, paths: [{ hub, ways }] };
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
