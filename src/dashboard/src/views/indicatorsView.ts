import { fixed, none, steady } from '../format/number';
import { valueAt, type IndicatorLine } from '../market/indicatorLines';
import { reasonOf } from '../protocol/request';
import type { Session } from '../store/session';
import { readTheme } from './chartTheme';
import { create, element, write } from './dom';
import { colourOf } from './indicatorSeries';
import { remember, remembered } from './remembered';

const key = 'indicators';

/** The choice of indicators, and their values in words. The choice is kept in this browser. */
export class IndicatorsView {
  readonly #session: Session;
  readonly #input = element<HTMLInputElement>('indicator-add');
  #shown = '';
  #offered = false;
  #mistake = '';

  constructor(session: Session) {
    this.#session = session;
    element('indicator-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#add();
    });
    this.#input.addEventListener('focus', () => void this.#offer());
    session.indicators.choose(remembered(key).split(' ').filter(Boolean));
  }

  /** Draws the values at an open time, or the newest; prices with so many decimals. */
  draw(pointed: number | undefined, decimals: number): void {
    const { indicators, indicatorLines, indicatorsNote } = this.#session.store;
    const theme = readTheme();
    const shape = indicators.join(' ');
    if (shape !== this.#shown) this.#drawChips(indicators);
    this.#shown = shape;
    for (const chip of element('indicator-chips').children) {
      const lines = indicatorLines.filter((line) => line.indicator === (chip as HTMLElement).dataset['indicator']);
      const values = chip.querySelector<HTMLElement>('.values');
      values?.replaceChildren(...(lines.length === 0 ? [none] : lines.map((line) => {
        const value = create('span');
        value.style.color = line.isHistogram ? theme.muted : colourOf(theme, indicatorLines.indexOf(line));
        value.title = line.label;
        write(value, textOf(line, pointed, decimals));
        return value;
      })));
    }
    const note = element('indicators-note');
    write(note, this.#mistake || indicatorsNote);
    note.hidden = note.textContent === '';
  }

  #drawChips(indicators: readonly string[]): void {
    remember(key, indicators.join(' '));
    element('indicator-chips').replaceChildren(...indicators.map((indicator) => {
      const [chip, name, remove] = [create('li'), create('span'), create('button', 'remove')];
      chip.dataset['indicator'] = indicator;
      write(name, indicator);
      remove.type = 'button';
      remove.setAttribute('aria-label', `Take away ${indicator}`);
      write(remove, '×');
      remove.addEventListener('click', () => {
        this.#mistake = '';
        this.#session.indicators.choose(indicators.filter((other) => other !== indicator));
        this.#input.focus();
      });
      chip.append(name, create('span', 'values'), remove);
      return chip;
    }));
  }

  async #add(): Promise<void> {
    const name = this.#input.value.replaceAll(/\s/g, '');
    if (name === '') return;
    try {
      await this.#session.indicators.add(name);
      this.#input.value = '';
      this.#mistake = '';
    } catch (error) {
      this.#mistake = reasonOf(error);
    }
    this.#input.setAttribute('aria-invalid', String(this.#mistake !== ''));
    this.#session.store.topics.emit('indicators');
  }

  /** The names of the catalogue, to choose from; without them a name can still be typed. */
  async #offer(): Promise<void> {
    if (this.#offered) return;
    this.#offered = true;
    try {
      const { indicators } = await this.#session.api.analytics.catalogue();
      element('indicator-names').replaceChildren(...indicators.map(({ usual, summary }) => new Option(summary, usual)));
    } catch (error) {
      this.#offered = false;
      this.#mistake = `The names of indicators are not available. ${reasonOf(error)}`;
      this.#session.store.topics.emit('indicators');
    }
  }
}

/** A line's value in words. */
export const textOf = (line: IndicatorLine, openTime: number | undefined, decimals: number): string => {
  const value = valueAt(line, openTime);
  if (value === undefined) return none;
  return line.onPrice ? fixed(value, decimals) : steady(value);
};
