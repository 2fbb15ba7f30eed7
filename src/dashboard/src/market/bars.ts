import type { Candle } from '../protocol/envelopes';
import { lengthOf, type Interval } from './interval';

/** A place on the chart's time axis: a candle, or an interval in which there was none. */
export interface Bar {
  openTime: number;
  candle: Candle | undefined;
}

/** Silences longer than this many intervals are drawn closed up, so that a long outage doesn't push all candles off the chart. */
export const longestHole = 300;

/** The candles from an index on, with the empty intervals between them, so that equal times have equal widths. */
export function barsOf(candles: readonly Candle[], interval: Interval, start = 0): Bar[] {
  const length = lengthOf(interval);
  const bars: Bar[] = [];
  for (let index = start; index < candles.length; index++) {
    const candle = candles[index];
    if (!candle) continue;
    const before = candles[index - 1];
    if (before && index > 0 && (candle.openTime - before.openTime) / length - 1 <= longestHole) {
      for (let time = before.openTime + length; time < candle.openTime; time += length) bars.push({ openTime: time, candle: undefined });
    }
    bars.push({ openTime: candle.openTime, candle });
  }
  return bars;
}
