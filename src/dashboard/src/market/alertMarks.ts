import type { Alert, Severity } from '../protocol/alerts';
import type { Candle } from '../protocol/envelopes';
import { openTimeOf, type Interval } from './interval';

/** A candle in which alerts fired, and how much the gravest of them matters. */
export interface AlertMark {
  openTime: number;
  severity: Severity;
  alerts: readonly Alert[];
}

const gravity: Record<Severity, number> = { info: 0, warning: 1, critical: 2 };

/** The instrument's alerts by the candle they fired in, oldest first. Those taken back, and those without a candle, have no mark. */
export function alertMarks(alerts: readonly Alert[], instrument: string, interval: Interval, candles: readonly Candle[]): AlertMark[] {
  const byCandle = new Map<number, Alert[]>();
  for (const alert of alerts) {
    if (alert.symbol !== instrument || alert.retracted) continue;
    const openTime = openTimeOf(alert.firedAt, interval);
    byCandle.set(openTime, [...(byCandle.get(openTime) ?? []), alert]);
  }
  if (byCandle.size === 0) return [];

  return candles.flatMap(({ openTime }) => {
    const here = byCandle.get(openTime);
    if (!here) return [];
    const severity = here.reduce((worst, alert) => (gravity[alert.severity] > gravity[worst] ? alert.severity : worst), here[0]!.severity);
    return [{ openTime, severity, alerts: here }];
  });
}
