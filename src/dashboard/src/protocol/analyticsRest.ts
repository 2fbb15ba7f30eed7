import type { Request } from './request';

/** What rules and charts can be made of: docs/indicators.md and docs/detectors.md have the same. */
export interface Catalogue {
  indicators: readonly IndicatorKind[];
  detectors: readonly DetectorKind[];
}

export interface IndicatorKind {
  /** Alone it stands for the indicator with its usual parameters. */
  name: string;
  summary: string;
  /** The first is the one that the bare name stands for. */
  outputs: readonly { name: string; meaning: string }[];
}

export interface DetectorKind {
  name: string;
  summary: string;
  events: readonly string[];
}

export interface AnalyticsRest {
  catalogue(): Promise<Catalogue>;
}

export function analyticsRestOf(request: Request): AnalyticsRest {
  return {
    catalogue: () => request<Catalogue>('/analytics/catalogue'),
  };
}
