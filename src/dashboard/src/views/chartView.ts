import { fixed, none, short, signed } from '../format/number';
import { minute } from '../format/time';
import { alertMarks, type AlertMark } from '../market/alertMarks';
import { barsOf } from '../market/bars';
import type { CandleSeries } from '../market/candleSeries';
import { gapRanges } from '../market/gapRanges';
import type { Candle } from '../protocol/envelopes';
import type { Session } from '../store/session';
import { announce } from './announcer';
import { CandleChart } from './candleChart';
import { element, onFrame, write } from './dom';
import { IndicatorsView, textOf } from './indicatorsView';

/** Shows the store's candles on the chart, and in words the one under the crosshair, or the last. */
export class ChartView {
  readonly #session: Session;
  readonly #box = element('chart');
  readonly #chart: CandleChart;
  readonly #indicators: IndicatorsView;
  #shown: CandleSeries | undefined;
  #shownLast = 0;
  #shownTitle = '';
  #decimals = -1;
  #marked = '';
  #alertMarks: readonly AlertMark[] = [];
  #pointed: number | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#chart = new CandleChart(this.#box);
    this.#indicators = new IndicatorsView(session);
    this.#chart.onPoint((openTime) => {
      this.#pointed = openTime;
      this.#drawReadout();
    });
    this.#chart.onNearStart(20, () => session.loadOlder());
    session.store.topics.on(['candles'], onFrame(() => this.#draw()));
    session.store.topics.on(['gaps', 'alerts'], onFrame(() => {
      this.#drawQuality();
      this.#drawReadout();
    }));
    session.store.topics.on(['indicators'], onFrame(() => this.#drawIndicators()));
    this.#box.addEventListener('keydown', (event) => this.#key(event));
    this.#box.addEventListener('blur', () => this.#chart.point(null));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#chart.applyTheme();
      this.#shown = undefined;
      this.#draw();
      this.#drawIndicators();
    });
  }

  #draw(): void {
    const { series, chartNote, instrument, interval } = this.#session.store;
    this.#drawDecimals();
    const note = element('chart-note');
    write(note, chartNote);
    note.hidden = chartNote === '';

    const changedFrom = series?.takeChangedFrom() ?? Infinity;
    const candles = series?.candles ?? [];
    const title = `${instrument} ${interval}`;
    if (series !== this.#shown || changedFrom < this.#shownLast) {
      this.#chart.replace(barsOf(candles, interval), title !== this.#shownTitle || !this.#shown);
      this.#marked = '';
    } else if (changedFrom < Infinity) {
      const start = candles.findLastIndex((candle) => candle.openTime <= this.#shownLast);
      const bars = barsOf(candles, interval, Math.max(0, start));
      this.#chart.append(bars.filter((bar) => bar.openTime >= this.#shownLast));
    }

    this.#shown = series;
    if (series) this.#shownTitle = title;
    this.#shownLast = candles.at(-1)?.openTime ?? 0;
    this.#drawQuality();
    this.#drawReadout();
  }

  #drawDecimals(): void {
    const { decimals } = this.#session.store.tickOf(this.#session.store.instrument);
    if (decimals !== this.#decimals) this.#chart.setDecimals(decimals);
    this.#decimals = decimals;
  }

  #drawQuality(): void {
    const { series, gaps, instrument, interval } = this.#session.store;
    const partial = (series?.candles ?? []).filter((candle) => candle.partial);
    const alerts = (this.#alertMarks = alertMarks(this.#session.store.alerts.all, instrument, interval, series?.candles ?? []));
    const marks = alerts.map((mark) => `${mark.openTime}${mark.severity}${mark.alerts.length}`).join();
    const key = `${marks}|${partial.map((candle) => candle.openTime).join()}|${gaps.map((gap) => gap.firstId).join()}|${interval}|${series?.candles.length ? 1 : 0}`;
    if (key === this.#marked) return;
    this.#marked = key;
    const ranges = gapRanges(gaps, interval);
    this.#chart.mark(partial, ranges, alerts);
    const missing = ranges.reduce((sum, range) => sum + range.missing, 0);
    const parts = [
      gaps.length > 0 ? `▨ ${fixed(gaps.length, 0)} ${gaps.length === 1 ? 'gap' : 'gaps'}, ${fixed(missing, 0)} ${missing === 1 ? 'trade' : 'trades'} missing` : '',
      partial.length > 0 ? `■ ${fixed(partial.length, 0)} partial` : '',
    ];
    const quality = element('quality');
    write(quality, parts.filter(Boolean).join('   '));
    quality.title = gaps.slice(-10).map((gap) => `${minute(gap.from)} UTC: trades ${gap.firstId}–${gap.lastId} missing`).join('\n');
  }

  #drawIndicators(): void {
    const { series, indicatorLines } = this.#session.store;
    this.#chart.overlay(series?.first ? indicatorLines : [], series?.first?.openTime ?? 0);
    this.#drawReadout();
  }

  #drawReadout(): void {
    const { series, instrument, interval } = this.#session.store;
    const pointed = this.#pointed === undefined ? undefined : series?.candles.find((candle) => candle.openTime === this.#pointed);
    const candle = pointed ?? series?.last;
    const words = candle ? this.#describe(candle) : none;
    write(element('readout'), words);
    this.#indicators.draw(pointed?.openTime, this.#decimals);
    const spoken = candle ? `${words}   ${this.#indicatorsAt(pointed)}` : 'No candles yet.';
    this.#box.setAttribute('aria-label', `Candle chart of ${instrument}, ${interval}. ${spoken.trimEnd()}`);
  }

  #describe(candle: Candle): string {
    const price = (value: number) => fixed(value, this.#decimals);
    const change = (100 * (candle.close - candle.open)) / candle.open;
    const states = [
      candle.closed ? '' : 'running',
      candle.partial ? 'partial' : '',
      candle.revision > 0 ? `revised ${candle.revision}×` : '',
    ];
    return [
      `${minute(candle.openTime)} UTC`,
      `O ${price(candle.open)}  H ${price(candle.high)}  L ${price(candle.low)}  C ${price(candle.close)}`,
      `${signed(change, 2)} %`,
      `V ${short(candle.volume)}`,
      ...states.filter(Boolean),
      ...(this.#alertMarks.find((mark) => mark.openTime === candle.openTime)?.alerts ?? []).map((alert) => `alert: ${alert.name}`),
    ].join('   ');
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step !== 0 && event.shiftKey) this.#chart.scroll(step * 10);
    else if (step !== 0) this.#pointTo(step);
    else if (event.key === '+' || event.key === '=') this.#chart.zoom(1.25);
    else if (event.key === '-') this.#chart.zoom(0.8);
    else if (event.key === 'End' || event.key === 'Escape') {
      this.#chart.point(null);
      this.#chart.showLatest();
    } else return;
    event.preventDefault();
  }

  #pointTo(step: number): void {
    const candles = this.#session.store.series?.candles ?? [];
    const at = candles.findIndex((candle) => candle.openTime === this.#pointed);
    const to = at < 0 ? candles.length - 1 : Math.min(candles.length - 1, Math.max(0, at + step));
    const candle = candles[to];
    if (!candle) return;
    this.#chart.point(candle);
    this.#pointed = candle.openTime;
    this.#drawReadout();
    announce(`${this.#describe(candle)}   ${this.#indicatorsAt(candle)}`.trimEnd());
  }

  #indicatorsAt(candle: Candle | undefined): string {
    return this.#session.store.indicatorLines.map((line) => `${line.label} ${textOf(line, candle?.openTime, this.#decimals)}`).join('   ');
  }
}
