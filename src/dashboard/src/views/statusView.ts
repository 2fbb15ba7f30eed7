import { clockTime, date } from '../format/time';
import type { ConnectionState } from '../protocol/connection';
import type { Session } from '../store/session';
import { announce } from './announcer';
import { element, onFrame, write } from './dom';

const words: Record<ConnectionState, string> = {
  connecting: 'Connecting',
  connected: 'Connected',
  reconnecting: 'Reconnecting',
  disconnected: 'Disconnected',
};

/** The connection's state, the clock and the notice. */
export class StatusView {
  readonly #session: Session;
  #said = '';

  constructor(session: Session) {
    this.#session = session;
    session.store.topics.on(['connection', 'notice'], onFrame(() => this.#draw()));
    element('retry').addEventListener('click', () => session.retryNow());
    element('notice-close').addEventListener('click', () => session.dismissNotice());
  }

  tick(): void {
    const now = Date.now();
    const utc = element<HTMLTimeElement>('utc');
    utc.dateTime = new Date(now).toISOString();
    write(element('utc-date'), date(now));
    write(element('utc-time'), `${clockTime(now)} UTC`);
  }

  #draw(): void {
    const { connection, epochChanges, notice } = this.#session.store;
    const box = element('connection');
    box.dataset['state'] = connection;
    box.title = epochChanges > 0 ? `The node has started over ${epochChanges}× since this page was opened.` : '';
    write(element('connection-text'), words[connection]);
    element('retry').hidden = connection !== 'disconnected';
    write(element('notice-text'), notice);
    element('notice').hidden = notice === '';

    const saying = `${words[connection]}. ${notice}`;
    if (saying !== this.#said) announce(saying);
    this.#said = saying;
  }
}
