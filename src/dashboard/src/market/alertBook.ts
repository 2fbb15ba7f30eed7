import type { Alert, JournalLine } from '../protocol/alerts';

/** The alerts that the page knows: those that are open, and the latest of those that are over. */
export class AlertBook {
  /** The most open ones that are kept; those before them are only counted. */
  static readonly mostOpen = 1_000;
  /** The most that are over. */
  static readonly mostOver = 200;

  #alerts = new Map<string, Alert>();
  /** Open ones that are not kept. One that a late trade takes back may or may not be among them, so the count can be too high until the next snapshot. */
  #unseen = 0;

  /** Newest first. */
  get all(): readonly Alert[] {
    return [...this.#alerts.values()].sort((one, other) => other.seq - one.seq);
  }

  /** How many are open, those not kept among them. */
  get open(): number {
    return [...this.#alerts.values()].filter(isOpen).length + this.#unseen;
  }

  /** Starts over with a snapshot: the newest open ones, and how many are open. */
  restart(alerts: readonly Alert[], open: number): void {
    this.#alerts = new Map(alerts.map((alert) => [alert.id, alert]));
    this.#unseen = Math.max(0, open - alerts.length);
  }

  /** Takes in what REST told of; what the channel has told since stays. */
  merge(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      const present = this.#alerts.get(alert.id);
      if (!present || stageOf(alert) > stageOf(present)) this.#alerts.set(alert.id, alert);
    }
    this.#trim();
  }

  /** Takes in a line of the journal; returns the alert that it tells of where that is a new one. */
  take(line: JournalLine): Alert | undefined {
    switch (line.kind) {
      case 'fired': {
        if (this.#alerts.has(line.body.alert)) return undefined;
        const alert = firedOf(line.seq, line.body);
        this.#alerts.set(alert.id, alert);
        this.#trim();
        return alert;
      }
      case 'acknowledged':
        this.#change(line.body.alert, (alert) =>
          alert.state === 'firing' ? { ...alert, state: 'acknowledged', acknowledgedAt: Date.parse(line.time), acknowledgedBy: line.by } : alert);
        break;
      case 'resolved':
        if (!this.#alerts.has(line.body.alert)) this.#unseen = Math.max(0, this.#unseen - 1);
        this.#change(line.body.alert, (alert) => ({ ...alert, state: 'resolved', resolvedAt: Date.parse(line.body.at) }));
        break;
      case 'retracted':
        this.#change(line.body.alert, (alert) => ({
          ...alert, state: 'resolved', resolvedAt: alert.resolvedAt ?? Date.parse(line.body.at), retracted: true,
        }));
        break;
    }
    return undefined;
  }

  #change(id: string, change: (alert: Alert) => Alert): void {
    const alert = this.#alerts.get(id);
    if (!alert) return;
    this.#alerts.set(id, change(alert));
    this.#trim();
  }

  #trim(): void {
    const open = this.all.filter(isOpen).slice(AlertBook.mostOpen);
    const over = this.all.filter((alert) => !isOpen(alert)).slice(AlertBook.mostOver);
    for (const alert of [...open, ...over]) this.#alerts.delete(alert.id);
    this.#unseen += open.length;
  }
}

export const isOpen = (alert: Alert): boolean => alert.state !== 'resolved';

/** How far an alert has come: it never goes back. */
const stageOf = (alert: Alert): number => ['firing', 'acknowledged', 'resolved'].indexOf(alert.state) + (alert.retracted ? 1 : 0);

const firedOf = (seq: number, body: Extract<JournalLine, { kind: 'fired' }>['body']): Alert => ({
  id: body.alert, seq, rule: body.rule, name: body.name, severity: body.severity, symbol: body.instrument, state: 'firing',
  firedAt: Date.parse(body.at), acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, retracted: false, saw: body.saw,
});
