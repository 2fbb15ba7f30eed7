import { intervals } from '../market/interval';
import type { Session } from '../store/session';
import { create, element, onFrame } from './dom';

/** The interval switch: native radio buttons, so that arrow keys and screen readers know them. */
export class IntervalView {
  readonly #session: Session;
  readonly #inputs = new Map<string, HTMLInputElement>();

  constructor(session: Session) {
    this.#session = session;
    for (const [index, interval] of intervals.entries()) {
      const label = create('label');
      const input = create('input');
      input.type = 'radio';
      input.name = 'interval';
      input.value = interval;
      input.setAttribute('aria-keyshortcuts', String(index + 1));
      input.addEventListener('change', () => session.setInterval(interval));
      const text = create('span');
      text.textContent = interval;
      label.append(input, text);
      element('intervals').append(label);
      this.#inputs.set(interval, input);
    }
    session.store.topics.on(['selection'], onFrame(() => this.draw()));
    this.draw();
  }

  draw(): void {
    const input = this.#inputs.get(this.#session.store.interval);
    if (input) input.checked = true;
  }
}
