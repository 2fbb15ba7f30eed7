import { Backoff } from './backoff';
import type { Clock } from './clock';
import type { Envelope } from './envelopes';
import type { Link, OpenLink } from './link';

/** Disconnected means that several attempts have failed; attempts go on all the same. */
export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'disconnected';

export interface ConnectionEvents {
  state(state: ConnectionState): void;
  opened(link: Link): void;
  received(envelopes: Envelope[]): void;
}

/** Keeps one link open: after a loss it tries again, for ever, with growing and random delays. */
export class Connection {
  /** After so many failures in a row the connection counts as disconnected. */
  static readonly patience = 4;
  /** A link must live so long before the delays start from the least again, in milliseconds. */
  static readonly proven = 10_000;

  readonly #open: OpenLink;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  readonly #backoff: Backoff;
  #state: ConnectionState = 'connecting';
  #link: Link | undefined;
  #cancelTimer: () => void = () => {};
  #attempting = false;
  #stopped = true;

  constructor(open: OpenLink, clock: Clock, random: () => number, events: ConnectionEvents) {
    this.#open = open;
    this.#clock = clock;
    this.#events = events;
    this.#backoff = new Backoff(random);
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    this.#stopped = false;
    void this.#attempt();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#link?.close();
    this.#link = undefined;
  }

  /** Tries at once instead of waiting for the next attempt: the user asked, or the network is back. */
  retryNow(): void {
    if (!this.#stopped && !this.#link && !this.#attempting) void this.#attempt();
  }

  async #attempt(): Promise<void> {
    this.#cancelTimer();
    this.#attempting = true;
    let lostWhileOpening = false;
    let mine: Link | undefined;
    try {
      mine = await this.#open({
        received: (envelopes) => this.#events.received(envelopes),
        lost: () => {
          if (mine && mine === this.#link) this.#lost();
          else lostWhileOpening = true;
        },
      });
    } catch {
      mine = undefined; // The state says that there is no connection; why is in the browser's network log.
    }

    this.#attempting = false;
    if (this.#stopped) {
      mine?.close();
    } else if (!mine || lostWhileOpening) {
      this.#lost();
    } else {
      this.#link = mine;
      this.#cancelTimer = this.#clock.after(Connection.proven, () => this.#backoff.reset());
      this.#change('connected');
      this.#events.opened(mine);
    }
  }

  #lost(): void {
    this.#link = undefined;
    this.#cancelTimer();
    if (this.#stopped) return;
    const delay = this.#backoff.next();
    this.#change(this.#backoff.failures > Connection.patience ? 'disconnected' : 'reconnecting');
    this.#cancelTimer = this.#clock.after(delay, () => void this.#attempt());
  }

  #change(state: ConnectionState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#events.state(state);
  }
}
