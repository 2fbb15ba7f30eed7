import { HistogramSeries, LineSeries, type IChartApi, type ISeriesApi, type Time, type UTCTimestamp } from 'lightweight-charts';
import { measure } from '../format/number';
import type { IndicatorLine } from '../market/indicatorLines';
import type { ChartTheme } from './chartTheme';

/** The indicators' lines on the chart: over the candles, or in a pane for each indicator under the volume. */
export class IndicatorSeries {
  readonly #chart: IChartApi;
  readonly #firstPane: number;
  #series: ISeriesApi<'Line' | 'Histogram'>[] = [];
  #shown = '';

  /** @param firstPane the first pane that is free for them */
  constructor(chart: IChartApi, firstPane: number) {
    this.#chart = chart;
    this.#firstPane = firstPane;
  }

  /** Shows these lines instead of those before. Bars before `from` are left out, so that they don't make the chart longer. */
  show(lines: readonly IndicatorLine[], from: number, theme: ChartTheme): void {
    const shape = JSON.stringify([lines.map((line) => line.label), theme.lines]);
    if (shape !== this.#shown) this.#build(lines, theme);
    this.#shown = shape;
    for (const [index, line] of lines.entries()) {
      const start = Math.max(0, line.times.findIndex((time) => time >= from));
      this.#series[index]?.setData(line.times.slice(start).map((openTime, at) => {
        const [time, value] = [(openTime / 1000) as UTCTimestamp, line.values[start + at] ?? undefined];
        if (value === undefined) return { time };
        return line.isHistogram ? { time, value, color: value < 0 ? theme.downVolume : theme.upVolume } : { time, value };
      }));
    }
  }

  #build(lines: readonly IndicatorLine[], theme: ChartTheme): void {
    for (const series of this.#series) this.#chart.removeSeries(series);
    const panes = [...new Set(lines.filter((line) => !line.onPrice).map((line) => line.indicator))];
    const priceFormat = { type: 'custom', formatter: measure, minMove: 1e-8 } as const;
    this.#series = lines.map((line, index) => {
      const pane = line.onPrice ? 0 : this.#firstPane + panes.indexOf(line.indicator);
      const options = { color: colourOf(theme, index), priceLineVisible: false, lastValueVisible: false, ...(line.onPrice ? {} : { priceFormat }) };
      return (line.isHistogram
        ? this.#chart.addSeries(HistogramSeries, options, pane)
        : this.#chart.addSeries(LineSeries, { ...options, lineWidth: 1, crosshairMarkerVisible: false }, pane)) as ISeriesApi<'Line' | 'Histogram', Time>;
    });
    for (const pane of panes.keys()) this.#chart.panes()[this.#firstPane + pane]?.setStretchFactor(1);
  }
}

/** The colour of the line in this place. */
export const colourOf = (theme: ChartTheme, index: number): string => theme.lines[index % theme.lines.length] ?? theme.text;
