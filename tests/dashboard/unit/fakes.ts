import type { Clock } from '../../../src/dashboard/src/protocol/clock';
import type { Alert, AlertRule, JournalLine } from '../../../src/dashboard/src/protocol/alerts';
import type { AnalyticsRest, IndicatorsAnswer } from '../../../src/dashboard/src/protocol/analyticsRest';
import type { Candle, Envelope, Payload, Ticker } from '../../../src/dashboard/src/protocol/envelopes';
import { Refusal } from '../../../src/dashboard/src/protocol/request';
import type { Link, LinkEvents, OpenLink } from '../../../src/dashboard/src/protocol/link';

/** Time that moves only when told. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(delay: number, callback: () => void): () => void {
    const timer = { at: this.#now + delay, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get pending(): number {
    return this.#timers.length;
  }

  /** Moves on, calling back what falls due, and lets promises settle after each. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#now = due.at;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      due.callback();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets every promise that can settle do so. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A server that records what it is asked and says what the test tells it to. */
export class FakeServer {
  calls: string[] = [];
  attempts = 0;
  refuses = false;
  #events: LinkEvents | undefined;

  readonly open: OpenLink = async (events) => {
    this.attempts++;
    if (this.refuses) throw new Error('refused');
    this.#events = events;
    const link: Link = {
      subscribe: async (channel, epoch, offset) => void this.calls.push(`+${channel} ${epoch} ${offset}`),
      unsubscribe: async (channel) => void this.calls.push(`-${channel}`),
      close: () => void this.calls.push('close'),
    };
    return link;
  };

  send(...envelopes: Envelope[]): void {
    this.#events?.received(envelopes);
  }

  cut(): void {
    const events = this.#events;
    this.#events = undefined;
    events?.lost();
  }

  /** What was asked since this was last called. */
  take(): string[] {
    const calls = this.calls;
    this.calls = [];
    return calls;
  }
}

export const fresh = (channel: string, epoch: string, offset: number, snapshot: Payload = {}): Envelope =>
  ({ type: 'subscribed', channel, epoch, offset, recovered: false, snapshot });

export const recovered = (channel: string, epoch: string, offset: number): Envelope =>
  ({ type: 'subscribed', channel, epoch, offset, recovered: true });

export const data = (channel: string, epoch: string, offset: number, payload: Payload = {}): Envelope =>
  ({ type: 'data', channel, epoch, offset, data: payload });

export const candle = (openTime: number, parts: Partial<Candle> = {}): Candle => ({
  openTime, open: 10, high: 12, low: 9, close: 11, volume: 5, tradeCount: 3, closed: true, partial: false, revision: 0, ...parts,
});

export const ticker = (parts: Partial<Ticker> = {}): Ticker => ({
  symbol: 'V:A', last: 10, lastTradeId: 1, lastTradeTime: 0, open: 9, high: 11, low: 8, volume: 1, quoteVolume: 10, tradeCount: 1,
  tradesPerSecond: 1, change: 1, changePercent: 11, vwap: 10, age: 0, gaps: 0, ...parts,
});

export const alert = (id: string, seq: number, parts: Partial<Alert> = {}): Alert => ({
  id, seq, rule: 'r', name: 'Low', severity: 'warning', symbol: 'V:A', state: 'firing', firedAt: 0, acknowledgedAt: null, acknowledgedBy: null,
  resolvedAt: null, retracted: false, saw: [], ...parts,
});

const someTime = '2024-08-05T01:02:03.000004Z';

/** Lines of the alerts' journal. */
export const line = {
  fired: (alert: string, seq: number, { at = someTime } = {}): JournalLine => ({
    seq, time: someTime, by: 'rule', kind: 'fired', body: { alert, rule: 'r', name: 'Low', severity: 'warning', instrument: 'V:A', at, saw: [] },
  }),
  acknowledged: (alert: string, seq: number, by: string): JournalLine => ({ seq, time: someTime, by, kind: 'acknowledged', body: { alert } }),
  over: (kind: 'resolved' | 'retracted', alert: string, seq: number, at = someTime): JournalLine => ({ seq, time: someTime, by: 'rule', kind, body: { alert, at } }),
  rule: (kind: 'rule-added' | 'rule-changed', body: AlertRule, seq = 1): JournalLine => ({ seq, time: someTime, by: 'ann', kind, body }),
  ruleDeleted: (id: string, seq = 1): JournalLine => ({ seq, time: someTime, by: 'ann', kind: 'rule-deleted', body: { id } }),
};

export const rule = (id: string, version = 1, parts: Partial<AlertRule> = {}): AlertRule => ({
  id, version, name: 'Low', when: 'price < 1', interval: '1m', instruments: [], severity: 'warning', hysteresis: 0, cooldown: 300, expires: null, enabled: true, ...parts,
});

export const indicatorsAnswer = (...names: [indicator: string, output: string][]): IndicatorsAnswer => ({
  openTimes: [0, 60_000], series: names.map(([indicator, output]) => ({ indicator, output, values: [null, 5] })),
});

/** Indicators that are 5, and no markets. */
export class FakeAnalytics implements AnalyticsRest {
  asked: string[] = [];
  refuses = '';
  async catalogue() {
    return { indicators: [], detectors: [] };
  }
  async indicators(instrument: string, interval: string, names: readonly string[], limit: number) {
    this.asked.push(`${instrument} ${interval} ${names.join(' ')} ${limit}`);
    if (this.refuses) throw new Refusal(this.refuses, 400);
    return indicatorsAnswer(...names.map((name): [string, string] => [name, 'value']));
  }
  async ranking() {
    return [];
  }
  async correlation() {
    return { symbols: [], values: [], window: 0, leastCommon: 0, lastBar: null };
  }
  async network() {
    return { nodes: [], edges: [], paths: [] };
  }
}
