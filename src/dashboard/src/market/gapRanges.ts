import type { Gap } from '../protocol/envelopes';
import { openTimeOf, type Interval } from './interval';

/** Candles that trades are missing from: the open times of the first and the last, and how many trades. */
export interface GapRange {
  from: number;
  to: number;
  missing: number;
}

/** Gaps as ranges of candles, oldest first; those that touch the same candle are one. */
export function gapRanges(gaps: readonly Gap[], interval: Interval): GapRange[] {
  const ranges: GapRange[] = [];
  for (const gap of [...gaps].sort((a, b) => a.from - b.from)) {
    const range = { from: openTimeOf(gap.from, interval), to: openTimeOf(gap.to, interval), missing: gap.lastId - gap.firstId + 1 };
    const last = ranges.at(-1);
    if (last && range.from <= last.to) {
      last.to = Math.max(last.to, range.to);
      last.missing += range.missing;
    } else {
      ranges.push(range);
    }
  }
  return ranges;
}
