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
    store.topics.on(['quotes', 'selection', 'connection'], onFrame(() => this.#draw()));
  }

  /** As time goes by: ages grow without news, and the title changes no more often than it can be read. */
  tick(): void {
    this.#drawAge();
    const { quote, instrument } = this.#store;
    const price = quote && fixed(quote.ticker.last, this.#store.tickOf(instrument).decimals);
    document.title = price ? `${this.#stale ? '! ' : ''}${price} ${instrument.split(':')[1]}` : 'CryptoGrains';
  }

  #draw(): void {
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
    volume.title = ticker ? `${fixed(ticker.volume, 8)} in the base asset, ${fixed(ticker.tradeCount, 0)} trades` : '';
    const turnover = element('turnover');
    write(turnover, ticker ? short(ticker.quoteVolume) : none);
    turnover.title = ticker ? `${fixed(ticker.quoteVolume, 8)} in the quote asset` : '';
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
    badge.dataset['on'] = quote ? String(stale) : 'none';
    write(badge, stale ? `Stale · ${text}${cut ? ' · no connection' : ''}` : 'Live');
    if (stale && !this.#stale && !cut) announce(`The price is stale: the last trade was ${text} ago.`);
    this.#stale = stale;
    document.body.classList.toggle('is-stale', stale);
  }
}

/** The sign of a change as a shape, because colour alone says nothing to many. */
export const arrowOf = (change: number): string => (change > 0 ? '▲' : change < 0 ? '▼' : '•');
