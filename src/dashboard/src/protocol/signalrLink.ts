import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { Envelope } from './envelopes';
import type { OpenLink } from './link';

const openTimeout = 10_000;

/** Links over SignalR. Reconnecting is not left to the library, because a resumed channel needs its epoch and offset. */
export function signalrLinks(url: string): OpenLink {
  return async (events) => {
    const hub = new HubConnectionBuilder().withUrl(url).configureLogging(LogLevel.None).build();
    let closed = false;
    hub.on('message', (batch: Envelope[]) => {
      if (!closed) events.received(batch);
    });
    hub.onclose(() => {
      if (!closed) events.lost();
      closed = true;
    });

    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`No answer from ${url} within ${openTimeout / 1000} s.`)), openTimeout);
    });
    const started = hub.start();
    try {
      await Promise.race([started, late]);
    } catch (error) {
      closed = true;
      started.catch(() => {}); // Its failure is this one, or comes after nobody waits for it.
      void hub.stop();
      throw error;
    } finally {
      clearTimeout(timer);
    }

    return {
      subscribe: (channel, epoch, offset) => hub.invoke('Subscribe', channel, epoch, offset),
      unsubscribe: (channel) => hub.invoke('Unsubscribe', channel),
      close: () => {
        closed = true;
        void hub.stop();
      },
    };
  };
}
