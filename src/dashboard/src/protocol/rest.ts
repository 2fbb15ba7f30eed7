import type { Candle, Gap } from './envelopes';

/** The node's REST API, as far as the page needs it. Every failure is an Error whose message is a sentence. */
export interface Rest {
  symbols(): Promise<string[]>;
  /** The latest candles before a time (epoch milliseconds), or of all; in order of open time. */
  candles(instrument: string, interval: string, to: number | undefined, signal: AbortSignal): Promise<Candle[]>;
  gaps(instrument: string, signal: AbortSignal): Promise<Gap[]>;
}

/** Candles asked for at a time. */
export const candlePage = 1000;

const timeout = 15_000;

export function restOf(base: string, get: typeof fetch = (input, init) => fetch(input, init)): Rest {
  async function json<T>(path: string, signal?: AbortSignal): Promise<T> {
    const limit = AbortSignal.timeout(timeout);
    const response = await get(base + path, {
      headers: { accept: 'application/json' },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    if (!response.ok) throw new Error(await reasonOf(response));
    return (await response.json()) as T;
  }

  return {
    async symbols() {
      const names: string[] = [];
      let next: string | null = null;
      do {
        const cursor: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page: SymbolPage = await json<SymbolPage>(`/symbols?limit=10000${cursor}`);
        names.push(...page.symbols.map((symbol) => symbol.instrument));
        next = page.next;
      } while (next !== null);
      return names;
    },
    async candles(instrument, interval, to, signal) {
      const before = to === undefined ? '' : `&to=${to}`;
      const path = `/ohlcv/${encodeURIComponent(instrument)}?interval=${interval}&limit=${candlePage}${before}`;
      return (await json<{ candles: Candle[] }>(path, signal)).candles;
    },
    async gaps(instrument, signal) {
      return (await json<{ gaps: Gap[] }>(`/gaps/${encodeURIComponent(instrument)}`, signal)).gaps;
    },
  };
}

interface SymbolPage {
  symbols: { symbol: string; venue: string; instrument: string }[];
  next: string | null;
}

/** The sentence of the problem details (RFC 9457), or the status where there is none. */
async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  if (response.headers.get('content-type')?.includes('json')) {
    const problem = JSON.parse(text) as { detail?: string; title?: string };
    if (problem.detail || problem.title) return problem.detail ?? problem.title ?? '';
  }
  return `The node answered ${response.status} ${response.statusText}.`;
}
