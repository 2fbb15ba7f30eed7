import { create } from './dom';

/** Draws only those rows of a long list that can be seen; a row's element is used again for another row. */
export class VirtualList {
  /** Rows drawn beyond each edge, so that a small scroll shows no blank. */
  static readonly margin = 4;

  readonly #box: HTMLElement;
  readonly #space: HTMLElement;
  readonly #fill: (row: HTMLElement, index: number) => void;
  readonly #pool: HTMLElement[] = [];
  #rowHeight = 0;
  #length = 0;

  constructor(box: HTMLElement, space: HTMLElement, fill: (row: HTMLElement, index: number) => void) {
    this.#box = box;
    this.#space = space;
    this.#fill = fill;
  }

  /** The rows that are drawn: from the first up to, not including, the end. */
  get range(): { start: number; end: number } {
    if (this.#rowHeight === 0) return { start: 0, end: 0 };
    const first = Math.floor(this.#box.scrollTop / this.#rowHeight);
    const count = Math.ceil(this.#box.clientHeight / this.#rowHeight);
    return {
      start: Math.max(0, Math.min(first, this.#length - count) - VirtualList.margin),
      end: Math.min(this.#length, first + count + VirtualList.margin),
    };
  }

  /** How many rows fit at once. */
  get page(): number {
    return this.#rowHeight === 0 ? 1 : Math.max(1, Math.floor(this.#box.clientHeight / this.#rowHeight) - 1);
  }

  draw(length: number): void {
    this.#length = length;
    // Read every time: the style sheet gives phones higher rows.
    this.#rowHeight = parseFloat(getComputedStyle(this.#box).getPropertyValue('--row'));
    this.#space.style.height = `${length * this.#rowHeight}px`;
    const { start, end } = this.range;
    while (this.#pool.length < end - start) this.#pool.push(this.#space.appendChild(create('div', 'row')));
    for (const [slot, row] of this.#pool.entries()) {
      // Row i always has the element i modulo the pool's size, so that scrolling by one writes one row.
      const index = start + ((((slot - start) % this.#pool.length) + this.#pool.length) % this.#pool.length);
      row.hidden = index >= end;
      if (row.hidden) {
        row.removeAttribute('id');
        continue;
      }
      row.style.transform = `translateY(${index * this.#rowHeight}px)`;
      this.#fill(row, index);
    }
  }

  /** Scrolls just so far that the row can be seen. */
  reveal(index: number): void {
    const top = index * this.#rowHeight;
    if (top < this.#box.scrollTop) this.#box.scrollTop = top;
    else if (top + this.#rowHeight > this.#box.scrollTop + this.#box.clientHeight) {
      this.#box.scrollTop = top + this.#rowHeight - this.#box.clientHeight;
    }
  }
}
