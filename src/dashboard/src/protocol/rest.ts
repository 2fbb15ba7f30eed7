import type { Candle, Gap } from './envelopes';
import type { Request } from './request';

/** The node's market data by REST, as far as the page needs it. */
export interface Rest {
  symbols(): Promise<string[]>;
  /** The latest candles before a time (epoch milliseconds), or of all; in order of open time. */
  candles(instrument: string, interval: string, to: number | undefined, signal: AbortSignal): Promise<Candle[]>;
  gaps(instrument: string, signal: AbortSignal): Promise<Gap[]>;
}

/** Candles asked for at a time. */
export const candlePage = 1000;

export function restOf(request: Request): Rest {
  return {
    async symbols() {
      const names: string[] = [];
      let next: string | null = null;
      do {
        const cursor: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page: SymbolPage = await request<SymbolPage>(`/symbols?limit=10000${cursor}`);
        names.push(...page.symbols.map((symbol) => symbol.instrument));
        next = page.next;
      } while (next !== null);
      return names;
    },
    async candles(instrument, interval, to, signal) {
      const before = to === undefined ? '' : `&to=${to}`;
      const path = `/ohlcv/${encodeURIComponent(instrument)}?interval=${interval}&limit=${candlePage}${before}`;
      return (await request<{ candles: Candle[] }>(path, { signal })).candles;
    },
    async gaps(instrument, signal) {
      return (await request<{ gaps: Gap[] }>(`/gaps/${encodeURIComponent(instrument)}`, { signal })).gaps;
    },
  };
}

interface SymbolPage {
  symbols: { symbol: string; venue: string; instrument: string }[];
  next: string | null;
}
