export type ChannelKind = 'ticker' | 'trades' | 'candles';

export interface ChannelName {
  kind: ChannelKind;
  /** VENUE:SYMBOL */
  instrument: string;
  /** Only of candles. */
  interval: string | undefined;
}

/** All that happens to rules and alerts. */
export const alertsChannel = 'alerts';
export const tickerChannel = (instrument: string) => `ticker:${instrument}`;
export const tradesChannel = (instrument: string) => `trades:${instrument}`;
export const candlesChannel = (instrument: string, interval: string) => `candles:${instrument}:${interval}`;

/** Reads a channel's name; undefined where it is of no kind that the page knows. */
export function parseChannel(name: string): ChannelName | undefined {
  const [kind, venue, symbol, interval] = name.split(':');
  if (!venue || !symbol || (kind !== 'ticker' && kind !== 'trades' && kind !== 'candles')) return undefined;
  return { kind, instrument: `${venue}:${symbol}`, interval };
}
