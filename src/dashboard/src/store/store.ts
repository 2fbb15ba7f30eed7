import { AlertBook } from '../market/alertBook';
import type { CandleSeries } from '../market/candleSeries';
import type { IndicatorLine } from '../market/indicatorLines';
import type { Interval } from '../market/interval';
import type { Quote } from '../market/quote';
import { Tape } from '../market/tape';
import { Tick } from '../format/tick';
import type { Alert, AlertRule } from '../protocol/alerts';
import type { ConnectionState } from '../protocol/connection';
import type { Gap, Ticker } from '../protocol/envelopes';
import { Topics } from './topics';

/** Everything the page shows. Only the session writes to it; views read. */
export class Store {
  readonly topics = new Topics();
  readonly quotes = new Map<string, Quote>();
  readonly tape = new Tape();
  /** The decimals of the selected instrument's quantities. */
  quantityTick = new Tick(0, 8);
  readonly #ticks = new Map<string, Tick>();

  connection: ConnectionState = 'connecting';
  /** How many times the node's numbering has started over since the page was opened. */
  epochChanges = 0;
  instruments: readonly string[] = [];
  /** Why there are no instruments, in a sentence; empty where there are some. */
  symbolsNote = 'Loading symbols…';
  /** VENUE:SYMBOL, or empty while nothing is selected. */
  instrument = '';
  interval: Interval = '1m';
  series: CandleSeries | undefined;
  /** What stands over the chart instead of candles, or tells that history is missing; empty when all is well. */
  chartNote = '';
  gaps: readonly Gap[] = [];
  /** The indicators that were chosen, as they are written. */
  indicators: readonly string[] = [];
  indicatorLines: readonly IndicatorLine[] = [];
  /** Why there are no lines, in a sentence; empty when all is well. */
  indicatorsNote = '';
  notice = '';
  readonly alerts = new AlertBook();
  /** The alert that fired last while the page was open. */
  latestAlert: Alert | undefined;
  readonly rules = new Map<string, AlertRule>();
  /** What is wrong with alerts or rules, in a sentence; empty when all is well. */
  alertsNote = '';
  /** Who acknowledges and changes rules, as the journal will have it; empty for nobody known. */
  actor = '';

  /** The statistics of the selected instrument. */
  get quote(): Quote | undefined {
    return this.quotes.get(this.instrument);
  }

  tickOf(instrument: string): Tick {
    let tick = this.#ticks.get(instrument);
    if (!tick) this.#ticks.set(instrument, (tick = new Tick(2, 16)));
    return tick;
  }

  putTicker(instrument: string, ticker: Ticker, now: number): void {
    const before = this.quotes.get(instrument);
    const step = before ? Math.sign(ticker.last - before.ticker.last) : 0;
    this.quotes.set(instrument, { ticker, receivedAt: now, direction: step || (before?.direction ?? 0) });
    this.tickOf(instrument).learn(ticker.last, ticker.open, ticker.high, ticker.low);
    this.topics.emit('quotes');
  }
}
