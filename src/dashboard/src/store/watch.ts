import type { Clock } from '../protocol/clock';
import { reasonOf } from '../protocol/request';
import type { Rest } from '../protocol/rest';
import type { Store } from './store';

/** Keeps the list of instruments, and the selected one's gaps, up to date: they are served by REST only. */
export class Watch {
  /** Between two looks at the list, in milliseconds: while it is empty, and later. */
  static readonly eager = 2_000;
  static readonly calm = 30_000;
  /** Gaps are asked for no more often than this, in milliseconds. */
  static readonly gapPause = 2_000;

  readonly #rest: Rest;
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #selectFirst: (instrument: string) => void;
  #cancelRefresh: () => void = () => {};
  #refreshing = false;
  #gapsAbort = new AbortController();
  #gapsOf = '';
  #gapsWanted = false;
  #gapsBusy = false;

  constructor(rest: Rest, clock: Clock, store: Store, selectFirst: (instrument: string) => void) {
    this.#rest = rest;
    this.#clock = clock;
    this.#store = store;
    this.#selectFirst = selectFirst;
  }

  refresh(): void {
    if (!this.#refreshing) void this.#loadSymbols();
  }

  async #loadSymbols(): Promise<void> {
    this.#refreshing = true;
    this.#cancelRefresh();
    const store = this.#store;
    try {
      const instruments = await this.#rest.symbols();
      store.symbolsNote = instruments.length > 0 ? '' : 'No symbols yet: the node has received no trades.';
      if (!isSame(instruments, store.instruments)) store.instruments = instruments;
    } catch (error) {
      if (store.instruments.length === 0) store.symbolsNote = `No symbols. ${reasonOf(error)}`;
    }

    this.#refreshing = false;
    this.#cancelRefresh = this.#clock.after(store.instruments.length > 0 ? Watch.calm : Watch.eager, () => this.refresh());
    store.topics.emit('symbols');
    const first = store.instruments[0];
    if (!store.instrument && first) this.#selectFirst(first);
  }

  /** Asks for the gaps of the selected instrument: at once for a new one, else after a pause that gathers several wishes. */
  loadGaps(): void {
    if (this.#gapsOf !== this.#store.instrument) {
      this.#gapsAbort.abort();
      this.#gapsAbort = new AbortController();
      this.#gapsOf = this.#store.instrument;
      this.#gapsBusy = false;
    }

    if (this.#gapsBusy) this.#gapsWanted = true;
    else void this.#fetchGaps();
  }

  async #fetchGaps(): Promise<void> {
    const { signal } = this.#gapsAbort;
    this.#gapsBusy = true;
    this.#gapsWanted = false;
    try {
      const gaps = await this.#rest.gaps(this.#gapsOf, signal);
      if (signal.aborted) return;
      this.#store.gaps = gaps;
      this.#store.topics.emit('gaps');
    } catch {
      if (signal.aborted) return;
      this.#gapsWanted = true; // Shown gaps stay as they are until the node answers again.
    }

    this.#clock.after(Watch.gapPause, () => {
      if (signal.aborted) return;
      this.#gapsBusy = false;
      if (this.#gapsWanted) void this.#fetchGaps();
    });
  }
}

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name, index) => name === other[index]);
