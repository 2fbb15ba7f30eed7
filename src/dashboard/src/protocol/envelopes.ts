import type { Alert, JournalLine } from './alerts';

/** What the server sends. Times are epoch milliseconds; prices and volumes are JSON numbers. */
export type Envelope = Subscribed | Data | Unsubscribed | Problem | Closing;

/** The channel is open. Recovered: all that was missed follows as data. Else the snapshot shows the channel at the offset. */
export interface Subscribed {
  type: 'subscribed';
  channel: string;
  epoch: string;
  offset: number;
  recovered: boolean;
  snapshot?: Payload;
}

export interface Data {
  type: 'data';
  channel: string;
  epoch: string;
  offset: number;
  data: Payload;
}

export interface Unsubscribed {
  type: 'unsubscribed';
  channel: string;
}

export interface Problem {
  type: 'error';
  code: string;
  message: string;
  channel?: string;
}

/** The last envelope before the server closes the connection. */
export interface Closing {
  type: 'closing';
  reason: string;
}

/** The part that is there follows from the channel's kind. */
export interface Payload {
  ticker?: Ticker | null;
  candles?: Candle[];
  trades?: Trade[];
  skipped?: number;
  gaps?: Gap[];
  /** A line of the alerts' journal. */
  line?: JournalLine;
  /** The newest open alerts, and how many are open. */
  alerts?: Alert[];
  open?: number;
}

export interface Ticker {
  symbol: string;
  last: number;
  lastTradeId: number;
  lastTradeTime: number;
  open: number;
  high: number;
  low: number;
  volume: number;
  quoteVolume: number;
  tradeCount: number;
  tradesPerSecond: number;
  change: number;
  changePercent: number;
  vwap: number;
  /** Milliseconds from the last trade to the moment of sending, by the server's clock. */
  age: number;
  /** How many ranges of trade ids are missing now. */
  gaps: number;
}

export interface Trade {
  id: number;
  price: number;
  quantity: number;
  side: 'buy' | 'sell';
  time: number;
}

export interface Candle {
  openTime: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  tradeCount: number;
  closed: boolean;
  partial: boolean;
  revision: number;
}

/** Trade ids that never came, and the times of the trades on either side. */
export interface Gap {
  firstId: number;
  lastId: number;
  from: number;
  to: number;
}
