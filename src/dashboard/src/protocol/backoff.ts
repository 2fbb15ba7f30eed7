/** Delays between attempts to connect: they double up to a limit, and half of each is random, so that clients cut off together don't come back together. */
export class Backoff {
  static readonly first = 500;
  static readonly limit = 15_000;

  #failures = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** How many attempts in a row have failed. */
  get failures(): number {
    return this.#failures;
  }

  /** The delay before the next attempt, in milliseconds. */
  next(): number {
    const whole = Math.min(Backoff.limit, Backoff.first * 2 ** this.#failures);
    this.#failures++;
    return whole / 2 + (whole / 2) * this.#random();
  }

  reset(): void {
    this.#failures = 0;
  }
}
