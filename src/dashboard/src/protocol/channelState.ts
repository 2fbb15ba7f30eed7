import type { Data, Subscribed } from './envelopes';

/** What to do with an envelope of a channel. */
export type Verdict = 'take' | 'ignore' | 'resubscribe';

/** Where one channel stands: the epoch and offset last seen, and whether the server has answered the subscription. */
export class ChannelState {
  #epoch: string | null = null;
  #offset: number | null = null;
  #answered = false;

  get epoch(): string | null {
    return this.#epoch;
  }

  get offset(): number | null {
    return this.#offset;
  }

  /** A subscription is being sent: until it is answered, data belongs to an older one. */
  asked(): void {
    this.#answered = false;
  }

  /** Nothing known of the channel may be built on any more. */
  forget(): void {
    this.#epoch = null;
    this.#offset = null;
    this.#answered = false;
  }

  subscribed(envelope: Subscribed): Verdict {
    if (envelope.recovered && (envelope.epoch !== this.#epoch || envelope.offset !== this.#offset)) {
      // A recovery from a place that was never reached would leave a hole.
      this.forget();
      return 'resubscribe';
    }

    this.#epoch = envelope.epoch;
    this.#offset = envelope.offset;
    this.#answered = true;
    return 'take';
  }

  data(envelope: Data): Verdict {
    if (!this.#answered || this.#offset === null) return 'ignore';
    if (envelope.epoch !== this.#epoch) return 'resubscribe';
    if (envelope.offset <= this.#offset) return 'ignore';
    if (envelope.offset > this.#offset + 1) return 'resubscribe';
    this.#offset = envelope.offset;
    return 'take';
  }
}
