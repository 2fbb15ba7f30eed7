import type { Catalogue } from '../protocol/analyticsRest';

/** A word of the language that says when a rule fires: docs/alert-conditions.md. */
export interface RuleWord {
  text: string;
  meaning: string;
}

/** The words that are always there. */
export const plainWords: readonly RuleWord[] = [
  { text: 'price', meaning: "the last trade's price; beside indicators, the candle's close" },
  { text: 'change(1h)', meaning: 'by how much, in percent, the price has moved in that time; from 1m to 24h' },
  { text: '>', meaning: 'the left number is greater' },
  { text: '<', meaning: 'the left number is less' },
  { text: 'crosses above', meaning: 'the left number is greater now, and just before it was not' },
  { text: 'crosses below', meaning: 'the left number is less now, and just before it was not' },
  { text: 'and', meaning: 'both comparisons hold' },
  { text: 'gap', meaning: 'alone: ids of trades are missing' },
  { text: 'silence(60)', meaning: 'alone: for 60 seconds no trade has come' },
];

/** The words of the catalogue: each value of each indicator, and each detector. */
export const wordsOf = ({ indicators, detectors }: Catalogue): RuleWord[] => [
  ...indicators.flatMap(({ usual, summary, outputs }) =>
    outputs.map((output, index) => (index === 0 ? { text: usual, meaning: summary } : { text: `${usual}.${output.name}`, meaning: output.meaning }))),
  ...detectors.map(({ name, summary }) => ({ text: name, meaning: `alone: ${summary}` })),
];
