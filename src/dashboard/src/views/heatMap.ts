import { shortNames } from '../market/networkLayout';
import type { Correlations } from '../protocol/analyticsRest';
import { readTheme } from './chartTheme';

/** What the names take, in pixels. */
const names = 76;
/** A row lower than this has no room for a name. */
const leastLabel = 9;

/** The correlations as a square of colours. A cell is read by pointing at it, or by the arrow keys. */
export class HeatMap {
  readonly #canvas: HTMLCanvasElement;
  readonly #read: (row: string, column: string, value: number | null) => void;
  #correlations: Correlations | undefined;
  #order: readonly number[] = [];
  #cell = { row: 0, column: 0 };

  /** @param read called with the cell that is pointed at */
  constructor(canvas: HTMLCanvasElement, read: (row: string, column: string, value: number | null) => void) {
    this.#canvas = canvas;
    this.#read = read;
    const point = (event: PointerEvent) => {
      const { side, margin } = this.#grid;
      this.#point(Math.floor((event.offsetY - margin) / side), Math.floor((event.offsetX - margin) / side));
    };
    canvas.addEventListener('pointermove', point);
    canvas.addEventListener('pointerdown', point);
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('focus', () => this.#point(this.#cell.row, this.#cell.column));
    canvas.addEventListener('blur', () => this.draw());
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** @param order the symbols as they are to stand */
  show(correlations: Correlations | undefined, order: readonly string[]): void {
    this.#correlations = correlations;
    this.#order = order.map((symbol) => correlations?.symbols.indexOf(symbol) ?? -1).filter((place) => place >= 0);
    this.#cell = { row: 0, column: 0 };
    this.draw();
  }

  draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const ratio = devicePixelRatio;
    this.#canvas.width = width * ratio;
    this.#canvas.height = height * ratio;
    const context = this.#canvas.getContext('2d');
    const correlations = this.#correlations;
    if (!context || !correlations || this.#order.length === 0) return;
    const { side, margin } = this.#grid;
    const theme = readTheme();
    const short = shortNames(correlations.symbols);
    context.scale(ratio, ratio);
    context.font = `${Math.min(11, side)}px ${theme.font}`;
    context.textBaseline = 'middle';
    for (const [row, left] of this.#order.entries()) {
      for (const [column, right] of this.#order.entries()) {
        const value = correlations.values[left]?.[right] ?? null;
        context.globalAlpha = value === null ? 0.25 : Math.abs(value);
        context.fillStyle = value === null ? theme.muted : (value < 0 ? theme.lines[1] : theme.lines[0]) ?? theme.text;
        context.fillRect(margin + column * side, margin + row * side, Math.max(1, side - 0.5), Math.max(1, side - 0.5));
      }
      context.globalAlpha = 1;
      if (margin === 0) continue;
      const name = short.get(correlations.symbols[left] ?? '') ?? '';
      context.fillStyle = theme.muted;
      context.textAlign = 'right';
      context.fillText(name, margin - 5, margin + (row + 0.5) * side, margin - 8);
      context.save();
      context.translate(margin + (row + 0.5) * side, margin - 5);
      context.rotate(-Math.PI / 2);
      context.textAlign = 'left';
      context.fillText(name, 0, 0, margin - 8);
      context.restore();
    }
    if (document.activeElement === this.#canvas) {
      context.strokeStyle = theme.text;
      context.lineWidth = 2;
      context.strokeRect(margin + this.#cell.column * side, margin + this.#cell.row * side, side, side);
    }
  }

  /** How long a cell's side is, and how far the first is from the edges. */
  get #grid(): { side: number; margin: number } {
    const [whole, count] = [Math.min(this.#canvas.clientWidth, this.#canvas.clientHeight), Math.max(1, this.#order.length)];
    const side = (whole - names) / count;
    return side < leastLabel ? { side: whole / count, margin: 0 } : { side, margin: names };
  }

  #key(event: KeyboardEvent): void {
    const moves: Record<string, [rows: number, columns: number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const within = (place: number) => Math.min(this.#order.length - 1, Math.max(0, place));
    this.#point(within(this.#cell.row + move[0]), within(this.#cell.column + move[1]));
  }

  #point(row: number, column: number): void {
    const [left, right] = [this.#order[row], this.#order[column]];
    if (!this.#correlations || left === undefined || right === undefined) return;
    this.#cell = { row, column };
    this.#read(this.#correlations.symbols[left] ?? '', this.#correlations.symbols[right] ?? '', this.#correlations.values[left]?.[right] ?? null);
    this.draw();
  }
}
