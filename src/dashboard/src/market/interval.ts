/** The intervals, shortest first; their keys are 1 to 6. */
export const intervals = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;

export type Interval = (typeof intervals)[number];

const minutes: Record<Interval, number> = { '1m': 1, '5m': 5, '15m': 15, '1h': 60, '4h': 240, '1d': 1440 };

export const lengthOf = (interval: Interval): number => minutes[interval] * 60_000;

/** The open time of the candle that a time falls into. */
export const openTimeOf = (time: number, interval: Interval): number => time - (time % lengthOf(interval));

export const isInterval = (text: string | undefined): text is Interval => intervals.includes(text as Interval);

/** The interval so many steps longer (or shorter); the ends stay where they are. */
export function stepped(interval: Interval, steps: number): Interval {
  const index = intervals.indexOf(interval) + steps;
  return intervals[Math.min(intervals.length - 1, Math.max(0, index))] ?? interval;
}
