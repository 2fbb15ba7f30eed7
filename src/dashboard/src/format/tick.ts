import { decimalsOf } from './number';

/** How many decimals an instrument's prices have: the most that any of its prices has shown so far. */
export class Tick {
  /** Prices are shown with two decimals at least: 64,000.00. */
  static readonly least = 2;
  static readonly most = 16;

  #decimals = Tick.least;

  get decimals(): number {
    return this.#decimals;
  }

  /** Learns from prices as traded, never from means, which have as many decimals as they please. */
  learn(...prices: number[]): void {
    for (const price of prices) {
      if (this.#decimals < Tick.most) this.#decimals = Math.min(Tick.most, Math.max(this.#decimals, decimalsOf(price)));
    }
  }
}
