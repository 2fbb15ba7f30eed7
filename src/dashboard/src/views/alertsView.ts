import { fixed, measure } from '../format/number';
import { minute, recent } from '../format/time';
import { isOpen } from '../market/alertBook';
import type { Alert, Severity } from '../protocol/alerts';
import type { Session } from '../store/session';
import { announce } from './announcer';
import { create, element, onFrame, write } from './dom';

interface Row {
  item: HTMLLIElement;
  mark: HTMLElement;
  name: HTMLElement;
  time: HTMLTimeElement;
  symbol: HTMLButtonElement;
  saw: HTMLElement;
  state: HTMLElement;
  acknowledge: HTMLButtonElement;
}

/** How much an alert matters as a shape, because colour alone says nothing to many. */
export const shapeOf: Record<Severity, string> = { info: '●', warning: '▲', critical: '◆' };

/** The list of alerts. A row belongs to its alert for as long as it is shown, so that a key pressed on it can't hit another. */
export class AlertsView {
  /** The most rows; the line below the list says how many more there are. */
  static readonly mostRows = 100;

  readonly #session: Session;
  readonly #list = element('alerts');
  readonly #past = element<HTMLInputElement>('alerts-past');
  readonly #rows = new Map<string, Row>();
  #said: Alert | undefined;

  constructor(session: Session) {
    this.#session = session;
    const draw = onFrame(() => this.#draw());
    session.store.topics.on(['alerts', 'selection'], draw);
    this.#past.addEventListener('change', draw);
    draw();
  }

  #draw(): void {
    const { store } = this.#session;
    const shown = this.#past.checked ? store.alerts.all : store.alerts.all.filter(isOpen);
    const alerts = shown.slice(0, AlertsView.mostRows);
    for (const [id, row] of this.#rows) {
      if (alerts.some((alert) => alert.id === id)) continue;
      this.#keepFocus(row);
      row.item.remove();
      this.#rows.delete(id);
    }
    for (const [index, alert] of alerts.entries()) {
      const row = this.#rows.get(alert.id) ?? this.#addRow(alert.id);
      if (this.#list.children[index] !== row.item) this.#list.insertBefore(row.item, this.#list.children[index] ?? null);
      this.#fill(row, alert);
    }

    const { open } = store.alerts;
    write(element('alerts-open'), open > 0 ? `${fixed(open, 0)} open` : '');
    const more = (this.#past.checked ? Math.max(shown.length, open) : open) - alerts.length;
    const none = store.alertsNote ? '' : this.#past.checked ? 'No alerts yet.' : 'No open alerts.';
    const note = element('alerts-note');
    write(note, [store.alertsNote, alerts.length === 0 ? none : more > 0 ? `${fixed(more, 0)} more, older ones.` : ''].filter(Boolean).join(' '));
    note.hidden = note.textContent === '';

    const latest = store.latestAlert;
    if (latest && latest !== this.#said) announce(`Alert, ${latest.severity}: ${latest.name}, ${latest.symbol}.`);
    this.#said = latest;
  }

  #addRow(id: string): Row {
    const row = {
      item: create('li', 'alert'), mark: create('span', 'shape'), name: create('strong'), time: create('time', 'muted'),
      symbol: create('button', 'link'), saw: create('span', 'saw'), state: create('span', 'muted'), acknowledge: create('button', 'button small'),
    };
    row.symbol.type = row.acknowledge.type = 'button';
    write(row.acknowledge, 'Acknowledge');
    row.symbol.addEventListener('click', () => {
      const alert = this.#alertOf(id);
      if (alert) this.#session.select(alert.symbol);
    });
    row.acknowledge.addEventListener('click', () => void this.#acknowledge(id, row));
    row.mark.setAttribute('role', 'img');
    row.item.append(row.mark, row.name, row.time, row.symbol, row.saw, row.state, row.acknowledge);
    this.#rows.set(id, row);
    return row;
  }

  #fill(row: Row, alert: Alert): void {
    row.item.dataset['severity'] = alert.severity;
    row.item.dataset['state'] = alert.state;
    write(row.mark, shapeOf[alert.severity]);
    row.mark.setAttribute('aria-label', alert.severity);
    row.mark.title = alert.severity;
    write(row.name, alert.name);
    row.name.title = alert.name;
    write(row.time, recent(alert.firedAt, Date.now()));
    row.time.title = `Fired ${minute(alert.firedAt)} UTC`;
    row.time.dateTime = new Date(alert.firedAt).toISOString();
    write(row.symbol, alert.symbol);
    write(row.saw, alert.saw.map(({ name, value }) => `${name} ${measure(value)}`).join(', '));
    row.saw.title = row.saw.textContent ?? '';
    write(row.state, stateText(alert));
    row.acknowledge.setAttribute('aria-label', `Acknowledge ${alert.name}, ${alert.symbol}`);
    if (alert.state !== 'firing' && !row.acknowledge.hidden) {
      this.#keepFocus(row);
      row.acknowledge.hidden = true;
    }
  }

  async #acknowledge(id: string, row: Row): Promise<void> {
    const alert = this.#alertOf(id);
    if (!alert || row.acknowledge.ariaDisabled === 'true') return;
    row.acknowledge.ariaDisabled = 'true'; // Disabled in earnest it would lose the focus.
    await this.#session.alerts.acknowledge(alert);
    row.acknowledge.ariaDisabled = null;
  }

  /** What has the focus goes away: the list takes it, so that it is not lost. */
  #keepFocus(row: Row): void {
    if (row.item.contains(document.activeElement)) element('alertsbox').focus();
  }

  #alertOf(id: string): Alert | undefined {
    return this.#session.store.alerts.all.find((alert) => alert.id === id);
  }
}

function stateText(alert: Alert): string {
  if (alert.retracted) return 'Taken back: a late trade showed that it never held';
  if (alert.resolvedAt !== null) return `Over since ${recent(alert.resolvedAt, Date.now())}`;
  if (alert.state === 'acknowledged') return `Acknowledged by ${alert.acknowledgedBy}${alert.acknowledgedAt === null ? '' : `, ${recent(alert.acknowledgedAt, Date.now())}`}`;
  return 'Firing';
}
