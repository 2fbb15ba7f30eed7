import {
  CandlestickSeries, ColorType, createChart, createSeriesMarkers, CrosshairMode, HistogramSeries, LineStyle, TickMarkType,
  type CandlestickData, type HistogramData, type IChartApi, type ISeriesApi, type ISeriesMarkersPluginApi,
  type MouseEventParams, type SeriesMarker, type Time, type UTCTimestamp, type WhitespaceData,
} from 'lightweight-charts';
import { axis, fixed } from '../format/number';
import { clockTime, date, minute } from '../format/time';
import type { AlertMark } from '../market/alertMarks';
import type { Bar } from '../market/bars';
import type { GapRange } from '../market/gapRanges';
import type { Candle } from '../protocol/envelopes';
import { readTheme, type ChartTheme } from './chartTheme';
import type { IndicatorLine } from '../market/indicatorLines';
import { GapBands } from './gapBands';
import { IndicatorSeries } from './indicatorSeries';

type CandlePoint = CandlestickData<Time> | WhitespaceData<Time>;
type VolumePoint = HistogramData<Time> | WhitespaceData<Time>;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const secondsOf = (milliseconds: number) => (milliseconds / 1000) as UTCTimestamp;

/** The chart library, behind the few words that the page has for it. Times are UTC throughout. */
export class CandleChart {
  readonly #chart: IChartApi;
  readonly #price: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #markers: ISeriesMarkersPluginApi<Time>;
  readonly #bands: GapBands;
  readonly #indicators: IndicatorSeries;
  #theme: ChartTheme;

  constructor(box: HTMLElement) {
    this.#theme = readTheme();
    this.#chart = createChart(box, {
      autoSize: true,
      handleScroll: { vertTouchDrag: false }, // On a phone a vertical drag scrolls the page.
    });
    this.#price = this.#chart.addSeries(CandlestickSeries);
    this.#volume = this.#chart.addSeries(HistogramSeries, { priceFormat: { type: 'custom', formatter: axis, minMove: 1e-8 }, priceLineVisible: false, lastValueVisible: false }, 1);
    this.#chart.panes()[0]?.setStretchFactor(4);
    this.#chart.panes()[1]?.setStretchFactor(1);
    this.#markers = createSeriesMarkers(this.#price, []);
    this.#bands = new GapBands(this.#theme);
    this.#price.attachPrimitive(this.#bands);
    this.#indicators = new IndicatorSeries(this.#chart, 2);
    this.applyTheme();
  }

  /** Reads the colours anew: after a change between light and dark the bars must be set again as well. */
  applyTheme(): void {
    const theme = (this.#theme = readTheme());
    this.#chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: theme.panel },
        textColor: theme.muted,
        fontFamily: theme.font,
        fontSize: 11,
        panes: { separatorColor: theme.line, separatorHoverColor: theme.line },
      },
      grid: { vertLines: { color: theme.line }, horzLines: { color: theme.line } },
      crosshair: { mode: CrosshairMode.Normal, vertLine: { color: theme.muted }, horzLine: { color: theme.muted } },
      rightPriceScale: { borderColor: theme.line, minimumWidth: 72 },
      timeScale: { borderColor: theme.line, timeVisible: true, secondsVisible: false, rightOffset: 4, minBarSpacing: 1, tickMarkFormatter: tickMark },
      localization: { timeFormatter: (time: Time) => `${minute(Number(time) * 1000)} UTC` },
    });
    this.#price.applyOptions({
      upColor: theme.panel, // Rising candles are hollow, so that no colour is needed to tell them.
      downColor: theme.down,
      borderUpColor: theme.up,
      borderDownColor: theme.down,
      wickUpColor: theme.up,
      wickDownColor: theme.down,
      priceLineStyle: LineStyle.Dotted,
    });
  }

  setDecimals(decimals: number): void {
    this.#price.applyOptions({ priceFormat: { type: 'custom', formatter: (price: number) => fixed(price, decimals), minMove: 10 ** -decimals } });
  }

  /** All bars anew, in order. The view stays where it is, counted from the last bar, or goes there for another series. */
  replace(bars: readonly Bar[], rewind: boolean): void {
    this.#price.setData(bars.map(candlePoint));
    this.#volume.setData(bars.map((bar) => this.#volumePoint(bar)));
    if (rewind) this.showLatest();
  }

  /** Bars at or after the last one, in order. */
  append(bars: readonly Bar[]): void {
    for (const bar of bars) {
      this.#price.update(candlePoint(bar));
      this.#volume.update(this.#volumePoint(bar));
    }
  }

  mark(partial: readonly Candle[], gaps: readonly GapRange[], alerts: readonly AlertMark[]): void {
    const colours = { info: this.#theme.accent, warning: this.#theme.warn, critical: this.#theme.down };
    const marks: SeriesMarker<Time>[] = [
      ...partial.map((candle) => ({
        time: secondsOf(candle.openTime), position: 'belowBar', shape: 'square', size: 0.6, color: this.#theme.warn,
      } as const)),
      ...alerts.map(({ openTime, severity, alerts: { length } }) => ({
        time: secondsOf(openTime), position: 'aboveBar', shape: 'arrowDown', size: 1, color: colours[severity], text: length > 1 ? String(length) : '',
      } as const)),
    ];
    this.#markers.setMarkers(marks.sort((one, other) => Number(one.time) - Number(other.time)));
    this.#bands.show(gaps, this.#theme);
  }

  /** The indicators' lines, as far as there are candles, from this open time on. */
  overlay(lines: readonly IndicatorLine[], from: number): void {
    this.#indicators.show(lines, from, this.#theme);
  }

  showLatest(): void {
    const scale = this.#chart.timeScale();
    scale.applyOptions({ barSpacing: 7 });
    scale.scrollToRealTime();
  }

  /** Moves the view by bars; positive is towards now. */
  scroll(bars: number): void {
    const scale = this.#chart.timeScale();
    scale.scrollToPosition(scale.scrollPosition() + bars, false);
  }

  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    scale.applyOptions({ barSpacing: Math.min(60, Math.max(1, scale.options().barSpacing * factor)) });
  }

  /** Puts the crosshair on a candle, as the pointer would; null takes it away. */
  point(candle: Candle | null): void {
    if (candle) this.#chart.setCrosshairPosition(candle.close, secondsOf(candle.openTime), this.#price);
    else this.#chart.clearCrosshairPosition();
  }

  /** Calls back with the open time under the crosshair, or undefined where there is none. */
  onPoint(callback: (openTime: number | undefined) => void): void {
    this.#chart.subscribeCrosshairMove((event: MouseEventParams) => callback(event.time === undefined ? undefined : Number(event.time) * 1000));
  }

  /** Calls back when fewer than this many bars are left before the left edge. */
  onNearStart(bars: number, callback: () => void): void {
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange((range) => {
      if (range && range.from < bars) callback();
    });
  }

  #volumePoint({ openTime, candle }: Bar): VolumePoint {
    const time = secondsOf(openTime);
    if (!candle) return { time };
    return { time, value: candle.volume, color: candle.close >= candle.open ? this.#theme.upVolume : this.#theme.downVolume };
  }
}

function candlePoint({ openTime, candle }: Bar): CandlePoint {
  const time = secondsOf(openTime);
  return candle ? { time, open: candle.open, high: candle.high, low: candle.low, close: candle.close } : { time };
}

function tickMark(time: Time, type: TickMarkType): string {
  const at = Number(time) * 1000;
  switch (type) {
    case TickMarkType.Year: return date(at).slice(0, 4);
    case TickMarkType.Month: return months[new Date(at).getUTCMonth()] ?? '';
    case TickMarkType.DayOfMonth: return `${Number(date(at).slice(8))} ${months[new Date(at).getUTCMonth()]}`;
    default: return clockTime(at).slice(0, 5);
  }
}
