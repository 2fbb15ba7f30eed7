import type { Clock } from '../protocol/clock';
import type { Session } from '../store/session';
import { element, onFrame, settled, write } from './dom';
import { fixed } from '../format/number';
import { VirtualList } from './virtualList';
import { drawRow } from './watchlistRow';

/** The most rows that are kept live at once. */
const mostLive = 100;

/** The list of symbols: filtered, drawn as far as it can be seen, moved through by keys. */
export class WatchlistView {
  readonly #session: Session;
  readonly #clock: Clock;
  readonly #box = element('list');
  readonly #filter = element<HTMLInputElement>('filter');
  readonly #list: VirtualList;
  #names: readonly string[] = [];
  #active = '';
  #placed = false;
  /** Called a moment after the last key, so that running down the list doesn't load every chart on the way. */
  readonly #selectActive = settled(150, () => this.#select());
  readonly #report = settled(150, () => {
    const { start, end } = this.#list.range;
    this.#session.show(this.#names.slice(start, Math.min(end, start + mostLive)));
  });

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
    this.#list = new VirtualList(this.#box, element('list-space'), (row, index) => this.#fill(row, index));
    const redraw = onFrame(() => this.draw());
    const { topics } = session.store;
    topics.on(['quotes'], redraw);
    topics.on(['symbols'], () => this.#refilter());
    topics.on(['selection'], () => {
      this.#active = session.store.instrument;
      redraw();
    });
    this.#box.addEventListener('scroll', () => {
      redraw();
      this.#report();
    }, { passive: true });
    new ResizeObserver(() => {
      redraw();
      this.#report();
    }).observe(this.#box);
    this.#box.addEventListener('click', (event) => this.#click(event));
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    this.#filter.addEventListener('input', () => {
      this.#box.scrollTop = 0;
      this.#refilter();
    });
    this.#filter.addEventListener('keydown', (event) => this.#filterKey(event));
  }

  focusFilter(): void {
    this.#filter.focus();
    this.#filter.select();
  }

  draw(): void {
    this.#list.draw(this.#names.length);
    if (!this.#placed && this.#names.includes(this.#active)) {
      this.#placed = true; // Once: the instrument of the address may be far down the list.
      this.#list.reveal(this.#names.indexOf(this.#active));
      this.#list.draw(this.#names.length);
      this.#report();
    }
    const active = this.#names.indexOf(this.#active);
    const { start, end } = this.#list.range;
    if (active >= start && active < end) this.#box.setAttribute('aria-activedescendant', `row-${active}`);
    else this.#box.removeAttribute('aria-activedescendant');
  }

  #refilter(): void {
    const { instruments, symbolsNote } = this.#session.store;
    const wanted = this.#filter.value.trim().toUpperCase();
    this.#names = wanted ? instruments.filter((name) => name.includes(wanted)) : instruments;
    const all = fixed(instruments.length, 0);
    write(element('count'), wanted ? `${fixed(this.#names.length, 0)} of ${all}` : all);
    const note = element('list-note');
    write(note, symbolsNote || (this.#names.length === 0 ? 'No symbol fits the filter.' : ''));
    note.hidden = note.textContent === '';
    this.draw();
    this.#report();
  }

  #fill(row: HTMLElement, index: number): void {
    const name = this.#names[index] ?? '';
    row.id = `row-${index}`;
    row.setAttribute('role', 'option');
    row.setAttribute('aria-setsize', String(this.#names.length));
    row.setAttribute('aria-posinset', String(index + 1));
    row.setAttribute('aria-selected', String(name === this.#active));
    row.dataset['instrument'] = name;
    drawRow(row, name, this.#session.store, this.#clock.now());
  }

  #click(event: Event): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-instrument]');
    if (!row) return;
    this.#active = row.dataset['instrument'] ?? '';
    this.#select();
    element('symbol').scrollIntoView({ block: 'nearest' }); // On a phone the list is below the chart.
  }

  #key(event: KeyboardEvent): void {
    const at = this.#names.indexOf(this.#active);
    const last = this.#names.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + this.#list.page,
      PageUp: at - this.#list.page,
      Home: 0,
      End: last,
    };
    const to = moves[event.key];
    if (to === undefined || last < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#activate(Math.min(last, Math.max(0, to)));
    this.#selectActive();
  }

  #filterKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#filter.value) {
      event.preventDefault();
      this.#filter.value = '';
      this.#refilter();
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault();
      if (event.key === 'Enter' || !this.#names.includes(this.#active)) this.#activate(0);
      this.#select();
      this.#box.focus();
    }
  }

  #activate(index: number): void {
    this.#active = this.#names[index] ?? this.#active;
    this.#list.reveal(index);
    this.draw();
  }

  #select(): void {
    if (this.#active) this.#session.select(this.#active);
    this.draw();
  }
}
