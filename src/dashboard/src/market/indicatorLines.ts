import type { IndicatorsAnswer } from '../protocol/analyticsRest';

/** One value of an indicator at each bar, as the chart draws it. */
export interface IndicatorLine {
  /** As it is written: `macd(12,26,9)`. */
  indicator: string;
  /** As people read it: with the value's name where the indicator has several. */
  label: string;
  /** Over the candles, on their scale; else in a pane with the indicator's other values. */
  onPrice: boolean;
  isHistogram: boolean;
  /** Open times, epoch milliseconds, and the values at them: null where there is none. */
  times: readonly number[];
  values: readonly (number | null)[];
}

/** Those whose values are prices, and which of them are. */
const prices: Record<string, readonly string[]> = {
  sma: ['value'], ema: ['value'], vwap: ['value'], min: ['value'], max: ['value'], bollinger: ['middle', 'upper', 'lower'],
};

/** The lines of an answer. What of an indicator over the candles is no price would need a scale of its own there, and is left out. */
export function indicatorLines({ openTimes, series }: IndicatorsAnswer): IndicatorLine[] {
  return series.flatMap(({ indicator, output, values }) => {
    const onPrice = prices[indicator.split('(')[0] ?? ''];
    if (onPrice && !onPrice.includes(output)) return [];
    const alone = series.filter((other) => other.indicator === indicator).length === 1;
    return [{
      indicator, label: alone ? indicator : `${indicator}.${output}`, onPrice: onPrice !== undefined, isHistogram: output === 'histogram', times: openTimes, values,
    }];
  });
}

/** The value at an open time, or the newest there is; undefined where there is none. */
export function valueAt(line: IndicatorLine, openTime: number | undefined): number | undefined {
  const at = openTime === undefined ? line.values.length - 1 : line.times.lastIndexOf(openTime);
  return line.values[at] ?? undefined;
}
