import type { Ticker } from '../protocol/envelopes';

/** An age above this, in milliseconds, makes a price stale. */
export const staleAfter = 30_000;

/** An instrument's latest statistics, and when they came by the page's own clock. */
export interface Quote {
  ticker: Ticker;
  receivedAt: number;
  /** Of the last price against the one before: +1, −1, or 0 while it has not changed. */
  direction: number;
}

/**
 * Milliseconds since the last trade: the server's own reckoning at sending, and the time since. The two clocks are never
 * compared, so a wrong clock on either side does no harm.
 */
export const ageOf = (quote: Quote, now: number): number => quote.ticker.age + (now - quote.receivedAt);
