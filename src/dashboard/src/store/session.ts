import { alertsChannel, candlesChannel, parseChannel, tickerChannel, tradesChannel } from '../protocol/channels';
import type { Clock } from '../protocol/clock';
import type { Payload } from '../protocol/envelopes';
import type { OpenLink } from '../protocol/link';
import { MarketClient } from '../protocol/marketClient';
import type { NodeApi } from '../protocol/nodeApi';
import { Tick } from '../format/tick';
import type { Interval } from '../market/interval';
import { AlertDesk } from './alertDesk';
import { History } from './history';
import { Indicators } from './indicators';
import { Store } from './store';
import { Watch } from './watch';

/** What the user can do, and the traffic that follows from it. */
export class Session {
  readonly store = new Store();
  readonly api: NodeApi;
  readonly alerts: AlertDesk;
  readonly indicators: Indicators;
  readonly #clock: Clock;
  readonly #client: MarketClient;
  readonly #history: History;
  readonly #watch: Watch;
  #visible: readonly string[] = [];

  constructor(api: NodeApi, open: OpenLink, clock: Clock) {
    const store = this.store;
    this.api = api;
    this.#clock = clock;
    this.alerts = new AlertDesk(api.alerts, clock, store);
    this.indicators = new Indicators(api.analytics, clock, store);
    this.#history = new History(api.market, clock, store);
    this.#watch = new Watch(api.market, clock, store, (instrument) => this.select(instrument));
    this.#client = new MarketClient(open, clock, {
      connection: (state) => {
        store.connection = state;
        store.topics.emit('connection');
        if (state !== 'connected') return;
        this.#notify('');
        this.#watch.refresh();
      },
      snapshot: (channel, payload, epochChanged) => this.#snapshot(channel, payload, epochChanged),
      data: (channel, payload) => this.#data(channel, payload),
      problem: (message, channel) => {
        if (channel === alertsChannel) this.alerts.refused(message);
        else this.#notify(channel ? `${channel}: ${message}` : message);
      },
      closing: (reason) => this.#notify(`The node closes the connection: ${reason}.`),
    });
  }

  start(): void {
    this.#wish();
    this.#client.start();
    this.#watch.refresh();
  }

  retryNow(): void {
    this.#client.retryNow();
  }

  select(instrument: string): void {
    if (instrument === this.store.instrument) return;
    this.store.instrument = instrument;
    this.store.tape.clear();
    this.store.quantityTick = new Tick(0, 8);
    this.store.gaps = [];
    this.store.topics.emit('trades');
    this.store.topics.emit('gaps');
    this.#selectionChanged();
    this.#watch.loadGaps();
  }

  setInterval(interval: Interval): void {
    if (interval === this.store.interval) return;
    this.store.interval = interval;
    this.#selectionChanged();
  }

  /** The rows of the list that can be seen: only these are kept live, beside the selected one. */
  show(instruments: readonly string[]): void {
    this.#visible = instruments;
    this.#wish();
  }

  loadOlder(): void {
    void this.#history.older();
  }

  dismissNotice(): void {
    this.#notify('');
  }

  #selectionChanged(): void {
    this.#notify('');
    this.#history.clear();
    this.store.topics.emit('selection');
    this.#wish();
  }

  #wish(): void {
    const { instrument, interval } = this.store;
    const wanted = new Set<string>([alertsChannel]);
    if (instrument) {
      wanted.add(candlesChannel(instrument, interval));
      wanted.add(tickerChannel(instrument));
      wanted.add(tradesChannel(instrument));
    }
    for (const name of this.#visible) wanted.add(tickerChannel(name));
    this.#client.want(wanted);
  }

  #snapshot(channel: string, payload: Payload, epochChanged: boolean): void {
    const name = parseChannel(channel);
    if (channel === alertsChannel) this.alerts.restart(payload);
    else if (name?.kind === 'candles') {
      this.#history.restart(payload.candles ?? []);
      this.#watch.loadGaps();
      if (epochChanged) {
        this.store.epochChanges++;
        this.store.topics.emit('connection');
        this.#notify('The node has started over. Everything shown was loaded anew.');
      }
    } else {
      if (name?.kind === 'trades') this.store.tape.clear();
      this.#data(channel, payload);
    }
  }

  #data(channel: string, payload: Payload): void {
    const name = parseChannel(channel);
    if (payload.line) this.alerts.push(payload.line);
    else if (name?.kind === 'ticker' && payload.ticker) {
      const before = this.store.quotes.get(name.instrument)?.ticker.gaps;
      this.store.putTicker(name.instrument, payload.ticker, this.#clock.now());
      // One more was found, or one was filled.
      if (name.instrument === this.store.instrument && payload.ticker.gaps !== before) this.#watch.loadGaps();
    } else if (name?.kind === 'candles') {
      this.#history.push(payload.candles ?? []);
    } else if (name?.kind === 'trades') {
      this.store.tape.add(payload.trades ?? [], payload.skipped ?? 0, payload.gaps ?? []);
      for (const trade of payload.trades ?? []) {
        this.store.tickOf(name.instrument).learn(trade.price);
        this.store.quantityTick.learn(trade.quantity);
      }
      this.store.topics.emit('trades');
    }
  }

  #notify(message: string): void {
    if (this.store.notice === message) return;
    this.store.notice = message;
    this.store.topics.emit('notice');
  }
}
