import { indicatorLines } from '../market/indicatorLines';
import type { AnalyticsRest } from '../protocol/analyticsRest';
import type { Clock } from '../protocol/clock';
import { reasonOf } from '../protocol/request';
import type { Store } from './store';

/** Keeps the chosen indicators in step with the candles on the chart. The node computes them; they are asked for anew as candles change. */
export class Indicators {
  /** The most at once. */
  static readonly most = 5;
  /** The most bars, the latest: what REST gives in one answer. */
  static readonly mostBars = 5_000;
  /** They are asked for no more often than this, in milliseconds. */
  static readonly pause = 3_000;

  readonly #rest: AnalyticsRest;
  readonly #clock: Clock;
  readonly #store: Store;
  #abort = new AbortController();
  #busy = false;
  #wanted = false;

  constructor(rest: AnalyticsRest, clock: Clock, store: Store) {
    this.#rest = rest;
    this.#clock = clock;
    this.#store = store;
    store.topics.on(['selection'], () => this.#startOver());
    store.topics.on(['candles'], () => this.#refresh());
  }

  /** Chooses one more, once the node has said that there is such a one on this interval; throws what is wrong with it. */
  async add(name: string): Promise<void> {
    const { instrument, interval, indicators } = this.#store;
    if (indicators.length >= Indicators.most) throw new Error(`There are ${Indicators.most} indicators on the chart, the most there can be. Take one away first.`);
    const answer = await this.#rest.indicators(instrument, interval, [name], 1);
    const known = answer.series[0]?.indicator ?? name;
    if (!this.#store.indicators.includes(known)) this.choose([...this.#store.indicators, known]);
  }

  /** States the whole choice. */
  choose(names: readonly string[]): void {
    this.#store.indicators = names.slice(0, Indicators.most);
    this.#store.indicatorLines = this.#store.indicatorLines.filter((line) => names.includes(line.indicator));
    this.#store.indicatorsNote = '';
    this.#store.topics.emit('indicators');
    this.#abort.abort();
    this.#busy = false;
    this.#refresh();
  }

  #startOver(): void {
    this.#abort.abort();
    this.#busy = false;
    this.#store.indicatorLines = [];
    this.#store.indicatorsNote = '';
    this.#store.topics.emit('indicators');
  }

  #refresh(): void {
    if (this.#busy) this.#wanted = true;
    else if (this.#store.indicators.length > 0 && this.#store.series?.last) void this.#load(this.#store.series.candles.length);
  }

  async #load(bars: number): Promise<void> {
    const store = this.#store;
    const { signal } = (this.#abort = new AbortController());
    this.#busy = true;
    this.#wanted = false;
    try {
      const answer = await this.#rest.indicators(store.instrument, store.interval, store.indicators, Math.min(bars, Indicators.mostBars), signal);
      if (signal.aborted) return;
      store.indicatorLines = indicatorLines(answer);
      store.indicatorsNote = '';
    } catch (error) {
      if (signal.aborted) return;
      store.indicatorLines = [];
      store.indicatorsNote = `Indicators are not available. ${reasonOf(error)}`;
    }

    store.topics.emit('indicators');
    this.#clock.after(Indicators.pause, () => {
      if (signal.aborted) return;
      this.#busy = false;
      if (this.#wanted) this.#refresh();
    });
  }
}
