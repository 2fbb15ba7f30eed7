/** What the stand-in node answers under /api/v1/analytics; undefined where there is nothing. */
export function analyticsAnswer(path) {
  if (path === '/analytics/catalogue') return [200, catalogue];
  return undefined;
}

const value = (meaning) => [{ name: 'value', meaning }];

const catalogue = {
  indicators: [
    { name: 'sma', summary: 'Simple moving average: the running mean of the closes.', outputs: value('the mean, in the quote asset') },
    { name: 'ema', summary: 'Exponential moving average: recent closes weigh more.', outputs: value('the average, in the quote asset') },
    { name: 'rsi', summary: 'Relative strength index: how much of the movement was upwards.', outputs: value('0 (only falls) to 100 (only rises)') },
    {
      name: 'macd', summary: 'Moving average convergence and divergence.',
      outputs: [{ name: 'line', meaning: 'the fast average less the slow one' }, { name: 'signal', meaning: 'the exponential average of the line' }, { name: 'histogram', meaning: 'the line less its signal' }],
    },
    {
      name: 'bollinger', summary: 'Bollinger bands: a mean, and standard deviations on both sides of it.',
      outputs: ['middle', 'upper', 'lower', 'percent_b', 'bandwidth'].map((name) => ({ name, meaning: `the ${name}` })),
    },
  ],
  detectors: [{ name: 'flash-crash', summary: 'A price that falls much further than usual within minutes.', events: ['crash', 'recovery'] }],
};
