import { Backoff } from '../protocol/backoff';
import type { Clock } from '../protocol/clock';
import type { Candle } from '../protocol/envelopes';
import { reasonOf } from '../protocol/request';
import { candlePage, type Rest } from '../protocol/rest';
import { CandleSeries } from '../market/candleSeries';
import type { Store } from './store';

/**
 * Brings pushed candles and history together in one series. A series begins with a channel's snapshot; only then is
 * history asked for, so that nothing can fall between the two. Until it is there, the series before stays on the chart.
 */
export class History {
  readonly #rest: Rest;
  readonly #clock: Clock;
  readonly #store: Store;
  #series = new CandleSeries();
  #abort = new AbortController();
  #cancelRetry: () => void = () => {};
  #loadingOlder = false;
  #complete = false;

  constructor(rest: Rest, clock: Clock, store: Store) {
    this.#rest = rest;
    this.#clock = clock;
    this.#store = store;
  }

  /** Another instrument or interval is selected: nothing of the old one stays. */
  clear(): void {
    this.#begin();
    this.#store.series = undefined;
    this.#store.chartNote = 'Loading candles…';
    this.#store.topics.emit('candles');
  }

  /** The channel starts over with these candles. */
  restart(snapshot: readonly Candle[]): void {
    this.#begin();
    this.#merge(snapshot);
    void this.#load(new Backoff());
  }

  push(candles: readonly Candle[]): void {
    this.#merge(candles);
    if (this.#store.series === this.#series) this.#store.topics.emit('candles');
  }

  /** One page of candles before the oldest; does nothing while one is on its way or where there are no more. */
  async older(): Promise<void> {
    const first = this.#series.first;
    if (this.#store.series !== this.#series || !first || this.#loadingOlder || this.#complete) return;
    const { signal } = this.#abort;
    this.#loadingOlder = true;
    try {
      const page = await this.#ask(first.openTime, signal);
      if (signal.aborted) return;
      this.#complete = page.length < candlePage;
      this.#loadingOlder = false;
      this.#store.chartNote = '';
      this.push(page);
    } catch (error) {
      if (signal.aborted) return;
      this.#tell(error);
      this.#cancelRetry = this.#clock.after(Backoff.first, () => (this.#loadingOlder = false));
    }
  }

  #begin(): void {
    this.#abort.abort();
    this.#cancelRetry();
    this.#abort = new AbortController();
    this.#series = new CandleSeries();
    this.#loadingOlder = false;
    this.#complete = false;
  }

  async #load(backoff: Backoff): Promise<void> {
    const { signal } = this.#abort;
    try {
      const page = await this.#ask(undefined, signal);
      if (signal.aborted) return;
      this.#merge(page);
      this.#complete = page.length < candlePage;
      this.#store.chartNote = this.#series.last ? '' : 'No candles yet.';
    } catch (error) {
      if (signal.aborted) return;
      this.#tell(error);
      this.#cancelRetry = this.#clock.after(backoff.next(), () => void this.#load(backoff));
    }

    this.#store.series = this.#series;
    this.#store.topics.emit('candles');
  }

  #ask(to: number | undefined, signal: AbortSignal): Promise<Candle[]> {
    return this.#rest.candles(this.#store.instrument, this.#store.interval, to, signal);
  }

  #merge(candles: readonly Candle[]): void {
    const taken = this.#series.merge(candles);
    const tick = this.#store.tickOf(this.#store.instrument);
    for (const candle of taken) tick.learn(candle.open, candle.high, candle.low, candle.close);
    if (taken.length > 0 && this.#store.chartNote === 'No candles yet.') this.#store.chartNote = '';
  }

  #tell(error: unknown): void {
    this.#store.chartNote = `History is not available. ${reasonOf(error)}`;
    this.#store.topics.emit('candles');
  }
}
