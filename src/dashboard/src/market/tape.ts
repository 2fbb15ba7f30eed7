import type { Gap, Trade } from '../protocol/envelopes';

/** A line of the tape. */
export type TapeEntry =
  | { kind: 'trade'; trade: Trade }
  | { kind: 'skipped'; count: number }
  | { kind: 'gap'; gap: Gap };

/** The latest trades, newest first, with what is missing between them. */
export class Tape {
  static readonly capacity = 100;

  #entries: TapeEntry[] = [];

  get entries(): readonly TapeEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }

  add(trades: readonly Trade[], skipped: number, gaps: readonly Gap[]): void {
    const latest = trades.slice(-Tape.capacity).reverse();
    this.#entries = [
      ...latest.map((trade): TapeEntry => ({ kind: 'trade', trade })),
      ...(skipped > 0 ? [{ kind: 'skipped', count: skipped } as const] : []),
      ...gaps.map((gap): TapeEntry => ({ kind: 'gap', gap })),
      ...this.#entries,
    ].slice(0, Tape.capacity);
  }
}
