import { fixed } from '../format/number';
import { clockTime } from '../format/time';
import type { TapeEntry } from '../market/tape';
import type { Gap, Trade } from '../protocol/envelopes';
import type { Store } from '../store/store';
import { create, element, onFrame, write } from './dom';

interface Row {
  line: HTMLTableRowElement;
  time: HTMLTableCellElement;
  price: HTMLTableCellElement;
  quantity: HTMLTableCellElement;
}

/** The trade tape. Rows are made once and written over, so a busy market costs no new elements. */
export class TapeView {
  readonly #store: Store;
  readonly #rows: Row[] = [];

  constructor(store: Store) {
    this.#store = store;
    store.topics.on(['trades', 'selection'], onFrame(() => this.#draw()));
  }

  #draw(): void {
    const { entries } = this.#store.tape;
    const decimals = this.#store.tickOf(this.#store.instrument).decimals;
    while (this.#rows.length < entries.length) this.#rows.push(this.#addRow());
    for (const [index, row] of this.#rows.entries()) {
      const entry = entries[index];
      row.line.hidden = !entry;
      if (!entry) continue;
      if (row.line.dataset['kind'] !== kindOf(entry)) this.#setKind(row, entry);
      if (entry.kind === 'trade') drawTrade(row, entry.trade, decimals, this.#store.quantityTick.decimals);
      else write(row.time, entry.kind === 'gap' ? gapText(entry.gap) : `${fixed(entry.count, 0)} more, too fast to list`);
    }
  }

  #addRow(): Row {
    const line = create('tr');
    const row = { line, time: create('td'), price: create('td'), quantity: create('td') };
    line.append(row.time, row.price, row.quantity);
    element('tape').append(line);
    return row;
  }

  #setKind(row: Row, entry: TapeEntry): void {
    row.line.dataset['kind'] = kindOf(entry);
    const whole = entry.kind !== 'trade';
    row.time.colSpan = whole ? 3 : 1;
    row.price.hidden = whole;
    row.quantity.hidden = whole;
  }
}

const kindOf = (entry: TapeEntry): string => (entry.kind === 'trade' ? entry.trade.side : entry.kind);

function drawTrade(row: Row, trade: Trade, decimals: number, quantityDecimals: number): void {
  write(row.time, clockTime(trade.time));
  write(row.price, `${trade.side === 'buy' ? '▲' : '▼'} ${fixed(trade.price, decimals)}`);
  row.price.title = trade.side === 'buy' ? 'A buyer took' : 'A seller took';
  write(row.quantity, fixed(trade.quantity, quantityDecimals));
}

function gapText(gap: Gap): string {
  const missing = gap.lastId - gap.firstId + 1;
  return `Gap ${clockTime(gap.from)}–${clockTime(gap.to)}: ${fixed(missing, 0)} ${missing === 1 ? 'trade' : 'trades'} missing`;
}
