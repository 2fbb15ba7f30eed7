import type { Request } from './request';

/** What rules and charts can be made of: docs/indicators.md and docs/detectors.md have the same. */
export interface Catalogue {
  indicators: readonly IndicatorKind[];
  detectors: readonly DetectorKind[];
}

export interface IndicatorKind {
  /** It with its usual parameters: `macd(12,26,9)`. */
  usual: string;
  summary: string;
  /** The first is the one that is meant where none is named. */
  outputs: readonly { name: string; meaning: string }[];
}

export interface DetectorKind {
  name: string;
  summary: string;
}

/** Indicators over an instrument's latest candles, a column each. */
export interface IndicatorsAnswer {
  /** Epoch milliseconds. */
  openTimes: readonly number[];
  /** Null while the indicator warms up, and where it has no value. */
  series: readonly { indicator: string; output: string; values: readonly (number | null)[] }[];
}

/** Which correlations: of the logarithmic returns of these instruments' candles. */
export interface CorrelationWish {
  symbols: readonly string[];
  interval: string;
  /** How many bars, as it was typed: the node says what is wrong with it. */
  window: string;
  method: string;
}

export interface Correlations {
  symbols: readonly string[];
  /** A row and a column for each, −1 to 1; null where a pair has too few bars in common, or one of it did not move. */
  values: readonly (readonly (number | null)[])[];
  window: number;
  /** How many bars a pair must have in common. */
  leastCommon: number;
  /** Open time of the last bar, epoch milliseconds; null where there is none. */
  lastBar: number | null;
}

export interface Network {
  nodes: readonly NetworkNode[];
  edges: readonly { left: string; right: string; correlation: number }[];
  /** The shortest ways to each hub; each path from the instrument to the hub. */
  paths: readonly { hub: string; ways: readonly { symbol: string; path: readonly string[] }[] }[];
}

export interface NetworkNode {
  symbol: string;
  /** How many edges it has. */
  degree: number;
  /** How central it is: a share of 1. */
  pageRank: number;
  community: number;
}

export interface AnalyticsRest {
  /** The instruments that traded the most in 24 hours, the most first. */
  ranking(limit: number): Promise<string[]>;
  correlation(wish: CorrelationWish): Promise<Correlations>;
  /** Instruments are joined whose correlation is above the threshold, or below its negative. */
  network(wish: CorrelationWish, threshold: string): Promise<Network>;
  catalogue(): Promise<Catalogue>;
  indicators(instrument: string, interval: string, names: readonly string[], limit: number, signal?: AbortSignal): Promise<IndicatorsAnswer>;
}

export function analyticsRestOf(request: Request): AnalyticsRest {
  return {
    ranking: async (limit) => (await request<{ ranking: { symbol: string }[] }>(`/analytics/ranking?limit=${limit}`)).ranking.map(({ symbol }) => symbol),
    correlation: (wish) => request<Correlations>(`/analytics/correlation?${queryOf(wish)}`),
    network: (wish, threshold) => request<Network>(`/analytics/network?${queryOf(wish)}&threshold=${encodeURIComponent(threshold)}`),
    catalogue: () => request<Catalogue>('/analytics/catalogue'),
    indicators(instrument, interval, names, limit, signal) {
      const query = new URLSearchParams([...names.map((name) => ['indicator', name]), ['interval', interval], ['limit', String(limit)]]);
      return request<IndicatorsAnswer>(`/analytics/indicators/${encodeURIComponent(instrument)}?${query}`, { signal });
    },
  };
}

const queryOf = ({ symbols, interval, window, method }: CorrelationWish): URLSearchParams =>
  new URLSearchParams({ symbols: symbols.join(','), interval, window, method });
