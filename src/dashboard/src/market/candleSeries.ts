import type { Candle } from '../protocol/envelopes';

/** Candles by open time, from pushes and from history in any order; of two for one open time the later version stays. */
export class CandleSeries {
  /** The oldest beyond this many are let go. */
  static readonly capacity = 20_000;

  #candles: Candle[] = [];
  #changedFrom = Infinity;

  /** In order of open time. */
  get candles(): readonly Candle[] {
    return this.#candles;
  }

  get last(): Candle | undefined {
    return this.#candles.at(-1);
  }

  get first(): Candle | undefined {
    return this.#candles[0];
  }

  /** The earliest open time that has changed since this was last asked; Infinity where none has. */
  takeChangedFrom(): number {
    const from = this.#changedFrom;
    this.#changedFrom = Infinity;
    return from;
  }

  /** Takes candles in; returns those that changed the series. */
  merge(incoming: readonly Candle[]): Candle[] {
    const taken = incoming.filter((candle) => this.#put(candle));
    for (const candle of taken) this.#changedFrom = Math.min(this.#changedFrom, candle.openTime);
    if (this.#candles.length > CandleSeries.capacity) this.#candles = this.#candles.slice(-CandleSeries.capacity);
    return taken;
  }

  #put(candle: Candle): boolean {
    const at = this.#placeOf(candle.openTime);
    const present = this.#candles[at];
    if (present?.openTime !== candle.openTime) {
      this.#candles.splice(at, 0, candle);
      return true;
    }

    if (!isLater(candle, present)) return false;
    this.#candles[at] = candle;
    return true;
  }

  /** The index of the candle with this open time, or where it would stand. Most are the last or the one after it. */
  #placeOf(openTime: number): number {
    const last = this.#candles.at(-1);
    if (!last || openTime > last.openTime) return this.#candles.length;
    let low = 0;
    let high = this.#candles.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#candles[middle]?.openTime ?? 0) < openTime) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Whether a candle supersedes another of the same open time: by revision, then closed over open, then by what it has counted. */
export function isLater(candle: Candle, present: Candle): boolean {
  if (candle.revision !== present.revision) return candle.revision > present.revision;
  if (candle.closed !== present.closed) return candle.closed;
  return candle.tradeCount > present.tradeCount || (candle.tradeCount === present.tradeCount && candle.partial !== present.partial);
}
