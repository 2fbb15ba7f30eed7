import { decimalsOf } from './number';

/** How many decimals an instrument's prices, or its quantities, have: the most that any of them has shown so far. */
export class Tick {
  readonly #most: number;
  #decimals: number;

  constructor(least: number, most: number) {
    this.#decimals = least;
    this.#most = most;
  }

  get decimals(): number {
    return this.#decimals;
  }

  /** Learns from values as traded, never from means, which have as many decimals as they please. */
  learn(...values: number[]): void {
    for (const value of values) this.#decimals = Math.min(this.#most, Math.max(this.#decimals, decimalsOf(value)));
  }
}
