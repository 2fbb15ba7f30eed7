import { ChannelState } from './channelState';
import type { Clock } from './clock';
import { Connection, type ConnectionState } from './connection';
import type { Envelope, Payload, Subscribed } from './envelopes';
import type { Link, OpenLink } from './link';
import { reasonOf } from './request';

export interface MarketEvents {
  connection(state: ConnectionState): void;
  /** The channel starts over from this; epochChanged: the server's numbering is new, what was shown before may no longer hold. */
  snapshot(channel: string, payload: Payload, epochChanged: boolean): void;
  /** The next message of the channel: none was left out. */
  data(channel: string, payload: Payload): void;
  /** The server refused something, in a sentence. */
  problem(message: string, channel: string | undefined): void;
  /** The server is about to close the connection. */
  closing(reason: string): void;
}

/**
 * Keeps the wanted channels subscribed over a connection that comes and goes. After a cut each channel goes on from the
 * epoch and offset it had; a hole in the offsets is never passed over but asked for again.
 */
export class MarketClient {
  /** A channel that has holes again and again is asked for no more often than this, in milliseconds. */
  static readonly holePause = 1_000;

  readonly #channels = new Map<string, ChannelState>();
  readonly #paused = new Map<string, () => void>();
  readonly #lastHole = new Map<string, number>();
  readonly #clock: Clock;
  readonly #events: MarketEvents;
  readonly #connection: Connection;
  #link: Link | undefined;
  #holes = 0;

  constructor(open: OpenLink, clock: Clock, events: MarketEvents, random: () => number = Math.random) {
    this.#clock = clock;
    this.#events = events;
    this.#connection = new Connection(open, clock, random, {
      state: (state) => {
        if (state !== 'connected') this.#unlink();
        events.connection(state);
      },
      opened: (link) => {
        this.#link = link;
        for (const channel of this.#channels.keys()) this.#ask(channel);
      },
      received: (envelopes) => envelopes.forEach((envelope) => this.#take(envelope)),
    });
  }

  /** How many times a message was missing and had to be asked for again. */
  get holes(): number {
    return this.#holes;
  }

  start(): void {
    this.#connection.start();
  }

  stop(): void {
    this.#unlink();
    this.#connection.stop();
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  /** States the whole set of channels to keep: new ones are subscribed, others let go. */
  want(wanted: ReadonlySet<string>): void {
    for (const channel of [...this.#channels.keys()]) {
      if (!wanted.has(channel)) this.#drop(channel);
    }

    for (const channel of wanted) {
      if (this.#channels.has(channel)) continue;
      this.#channels.set(channel, new ChannelState());
      this.#ask(channel);
    }
  }

  #drop(channel: string): void {
    this.#channels.delete(channel);
    this.#lastHole.delete(channel);
    this.#paused.get(channel)?.();
    this.#paused.delete(channel);
    this.#link?.unsubscribe(channel).catch(() => {}); // A cut on the way also ends the subscription.
  }

  #unlink(): void {
    this.#link = undefined;
    for (const cancel of this.#paused.values()) cancel();
    this.#paused.clear();
  }

  #ask(channel: string): void {
    const state = this.#channels.get(channel);
    const link = this.#link;
    if (!state || !link) return;
    state.asked();
    link.subscribe(channel, state.epoch, state.offset).catch((error: unknown) => {
      // When the link itself broke, the next one asks again; only a refusal on a live link is news.
      if (link === this.#link) this.#events.problem(reasonOf(error), channel);
    });
  }

  #take(envelope: Envelope): void {
    switch (envelope.type) {
      case 'subscribed':
        this.#subscribed(envelope);
        break;
      case 'data': {
        const verdict = this.#channels.get(envelope.channel)?.data(envelope);
        if (verdict === 'take') this.#events.data(envelope.channel, envelope.data);
        else if (verdict === 'resubscribe') this.#hole(envelope.channel);
        break;
      }
      case 'error':
        this.#events.problem(envelope.message, envelope.channel);
        break;
      case 'closing':
        this.#events.closing(envelope.reason);
        break;
      case 'unsubscribed':
        break;
    }
  }

  #subscribed(envelope: Subscribed): void {
    const state = this.#channels.get(envelope.channel);
    if (!state) return;
    const before = state.epoch;
    if (state.subscribed(envelope) === 'resubscribe') this.#hole(envelope.channel);
    else if (!envelope.recovered) {
      this.#events.snapshot(envelope.channel, envelope.snapshot ?? {}, before !== null && before !== envelope.epoch);
    }
  }

  #hole(channel: string): void {
    this.#holes++;
    this.#channels.get(channel)?.asked();
    const now = this.#clock.now();
    const last = this.#lastHole.get(channel);
    this.#lastHole.set(channel, now);
    if (last === undefined || now - last >= MarketClient.holePause) {
      this.#askAnew(channel);
    } else if (!this.#paused.has(channel)) {
      this.#paused.set(channel, this.#clock.after(MarketClient.holePause, () => {
        this.#paused.delete(channel);
        this.#askAnew(channel);
      }));
    }
  }

  #askAnew(channel: string): void {
    this.#link?.unsubscribe(channel).catch(() => {}); // The server numbers one subscription per channel: end the broken one first.
    this.#ask(channel);
  }
}
