// One SignalR connection that keeps what it is sent, and can be asked to wait for something.
import * as signalR from '@microsoft/signalr';

const patience = 30_000;

export class Subscriber {
  envelopes = [];
  #waiting = [];

  static async connect(url) {
    const subscriber = new Subscriber();
    subscriber.connection = new signalR.HubConnectionBuilder()
      .withUrl(`${url}/hubs/market`)
      .configureLogging(signalR.LogLevel.None)
      .build();
    subscriber.closed = new Promise((resolve) => subscriber.connection.onclose(resolve));
    subscriber.connection.on('message', (envelopes) => {
      subscriber.envelopes.push(...envelopes);
      subscriber.#waiting.forEach((look) => look());
    });
    await subscriber.connection.start();
    return subscriber;
  }

  subscribe(channel, epoch = null, offset = null) {
    return this.connection.invoke('Subscribe', channel, epoch, offset);
  }

  /** Waits until the envelopes satisfy a condition, and gives what it returned. */
  async until(what, condition) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`Not within ${patience} ms: ${what}. The last envelopes: ${JSON.stringify(this.envelopes.slice(-3))}`)),
        patience,
      );
      const look = () => {
        const found = condition(this.envelopes);
        if (!found) return;
        clearTimeout(late);
        this.#waiting = this.#waiting.filter((other) => other !== look);
        resolve(found);
      };
      this.#waiting.push(look);
      look();
    });
  }

  data(channel) {
    return this.envelopes.filter((envelope) => envelope.type === 'data' && envelope.channel === channel);
  }

  subscribed(channel) {
    return this.until(`an answer for ${channel}`, (all) => all.find((envelope) => envelope.type === 'subscribed' && envelope.channel === channel));
  }
}
