import type { ISeriesPrimitive, IPrimitivePaneView, SeriesAttachedParameter, Time, UTCTimestamp } from 'lightweight-charts';
import type { GapRange } from '../market/gapRanges';
import type { ChartTheme } from './chartTheme';

/** Hatched bands behind the candles that trades are missing from. */
export class GapBands implements ISeriesPrimitive<Time> {
  #attached: SeriesAttachedParameter<Time> | undefined;
  #ranges: readonly GapRange[] = [];
  #theme: ChartTheme;
  readonly #views: IPrimitivePaneView[];

  constructor(theme: ChartTheme) {
    this.#theme = theme;
    this.#views = [
      {
        zOrder: () => 'bottom',
        renderer: () => ({
          draw: (target) => target.useMediaCoordinateSpace(({ context, mediaSize }) => {
            for (const range of this.#ranges) this.#drawBand(context, range, mediaSize.width, mediaSize.height);
          }),
        }),
      },
    ];
  }

  attached(parameters: SeriesAttachedParameter<Time>): void {
    this.#attached = parameters;
  }

  detached(): void {
    this.#attached = undefined;
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  show(ranges: readonly GapRange[], theme: ChartTheme): void {
    this.#ranges = ranges;
    this.#theme = theme;
    this.#attached?.requestUpdate();
  }

  #drawBand(context: CanvasRenderingContext2D, range: GapRange, width: number, height: number): void {
    const left = this.#coordinate(range.from);
    const right = this.#coordinate(range.to);
    if (left === null || right === null) return;
    const half = Math.max(2, (this.#attached?.chart.timeScale().options().barSpacing ?? 6) / 2);
    const [start, end] = [left - half, right + half];
    if (end < 0 || start > width) return;

    context.save();
    context.beginPath();
    context.rect(start, 0, end - start, height);
    context.fillStyle = this.#theme.warnFill;
    context.fill();
    context.clip();
    context.strokeStyle = this.#theme.warn;
    context.globalAlpha = 0.35;
    context.beginPath();
    for (let y = -(end - start); y < height; y += 8) {
      context.moveTo(start, y + (end - start));
      context.lineTo(end, y);
    }
    context.stroke();
    context.restore();
  }

  /** The place of the candle, or of the nearest there is. */
  #coordinate(time: number): number | null {
    const scale = this.#attached?.chart.timeScale();
    const index = scale?.timeToIndex((time / 1000) as UTCTimestamp, true) ?? null;
    return scale && index !== null ? scale.logicalToCoordinate(index as never) : null;
  }
}
