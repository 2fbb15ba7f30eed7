import type { Envelope } from './envelopes';

/** One open connection to the node. */
export interface Link {
  subscribe(channel: string, epoch: string | null, offset: number | null): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  close(): void;
}

export interface LinkEvents {
  /** A batch of envelopes, in order. */
  received(envelopes: Envelope[]): void;
  /** The connection is gone; called once, and never after close(). */
  lost(): void;
}

/** Opens a connection, or fails within a bounded time. */
export type OpenLink = (events: LinkEvents) => Promise<Link>;
