import { fixed, none, short, signed } from '../format/number';
import { duration } from '../format/time';
import { ageOf, staleAfter } from '../market/quote';
import type { Clock } from '../protocol/clock';
import type { Store } from '../store/store';
import { announce } from './announcer';
import { element, onFrame, write } from './dom';

/** The selected instrument's statistics and whether they are stale. */
export class HeaderView {
  readonly #store: Store;
  readonly #clock: Clock;
  #stale = false;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    store.topics.on(['quotes', 'selection', 'connection'], onFrame(() => this.tick()));
  }

  /** Also called as time goes by, because ages grow without news. */
  tick(): void {
    const { instrument, quote } = this.#store;
    const [venue = '', symbol = ''] = instrument.split(':');
    write(element('symbol'), symbol || none);
    write(element('venue'), venue);

    const decimals = this.#store.tickOf(instrument).decimals;
    const ticker = quote?.ticker;
    const price = (value: number | undefined) => (value === undefined ? none : fixed(value, decimals));
    write(element('last-price'), price(ticker?.last));
    element('last').dataset['direction'] = String(quote?.direction ?? 0);

    const change = element('change');
    write(change, ticker ? `${arrowOf(ticker.change)} ${signed(ticker.change, decimals)} (${signed(ticker.changePercent, 2)} %)` : none);
    change.dataset['direction'] = String(Math.sign(ticker?.change ?? 0));
    write(element('high'), price(ticker?.high));
    write(element('low'), price(ticker?.low));
    write(element('vwap'), price(ticker?.vwap));
    const volume = element('volume');
    write(volume, ticker ? short(ticker.volume) : none);
    volume.title = ticker ? `${fixed(ticker.volume, 8)}; ${fixed(ticker.quoteVolume, 2)} in the quote asset; ${fixed(ticker.tradeCount, 0)} trades` : '';
    write(element('rate'), ticker ? fixed(ticker.tradesPerSecond, ticker.tradesPerSecond < 100 ? 1 : 0) : none);
    this.#drawAge();
  }

  #drawAge(): void {
    const { quote, connection } = this.#store;
    const age = quote ? ageOf(quote, this.#clock.now()) : 0;
    const cut = connection === 'reconnecting' || connection === 'disconnected';
    const stale = quote !== undefined && (cut || age > staleAfter);
    const text = duration(age);
    write(element('age'), quote ? `${text} ago` : none);

    const badge = element('stale');
    badge.dataset['on'] = String(stale);
    write(badge, stale ? `Stale · ${text}${cut ? ' · no connection' : ''}` : 'Live');
    if (stale && !this.#stale && !cut) announce(`The price is stale: the last trade was ${text} ago.`);
    this.#stale = stale;
    document.body.classList.toggle('is-stale', stale);
    document.title = quote ? `${stale ? '! ' : ''}${fixed(quote.ticker.last, this.#store.tickOf(this.#store.instrument).decimals)} ${this.#store.instrument.split(':')[1] ?? ''}` : 'CryptoGrains';
  }
}

/** The sign of a change as a shape, because colour alone says nothing to many. */
export const arrowOf = (change: number): string => (change > 0 ? '▲' : change < 0 ? '▼' : '•');
