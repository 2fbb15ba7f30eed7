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

export interface AnalyticsRest {
  catalogue(): Promise<Catalogue>;
  indicators(instrument: string, interval: string, names: readonly string[], limit: number, signal?: AbortSignal): Promise<IndicatorsAnswer>;
}

export function analyticsRestOf(request: Request): AnalyticsRest {
  return {
    catalogue: () => request<Catalogue>('/analytics/catalogue'),
    indicators(instrument, interval, names, limit, signal) {
      const query = new URLSearchParams([...names.map((name) => ['indicator', name]), ['interval', interval], ['limit', String(limit)]]);
      return request<IndicatorsAnswer>(`/analytics/indicators/${encodeURIComponent(instrument)}?${query}`, { signal });
    },
  };
}
