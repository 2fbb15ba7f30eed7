import { fixed, none, short, signed } from '../format/number';
import { duration } from '../format/time';
import { ageOf, staleAfter } from '../market/quote';
import type { Store } from '../store/store';
import { create, write } from './dom';
import { arrowOf } from './headerView';

/** Writes one instrument's line of the watchlist. */
export function drawRow(row: HTMLElement, instrument: string, store: Store, now: number): void {
  if (row.children.length === 0) row.append(...['name', 'price', 'change', 'volume'].map((part) => create('span', part)));
  const [name, price, change, volume] = row.children as unknown as [HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  const quote = store.quotes.get(instrument);
  const [venue, symbol = instrument] = instrument.split(':');
  write(name, symbol);
  name.title = instrument;
  write(price, quote ? fixed(quote.ticker.last, store.tickOf(instrument).decimals) : none);
  write(change, quote ? `${arrowOf(quote.ticker.changePercent)} ${signed(quote.ticker.changePercent, 2)}%` : none);
  change.dataset['direction'] = String(Math.sign(quote?.ticker.changePercent ?? 0));
  write(volume, quote ? short(quote.ticker.volume) : none);

  const age = quote ? ageOf(quote, now) : 0;
  const stale = age > staleAfter;
  row.classList.toggle('stale', stale);
  row.title = stale ? `Stale: the last trade was ${duration(age)} ago` : '';
  row.dataset['venue'] = venue;
}
