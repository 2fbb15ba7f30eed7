import type { Alert, JournalLine } from '../protocol/alerts';

/** The alerts that the page knows: those that are open, and the latest of those that are over. */
export class AlertBook {
  /** The most open ones that are kept; those before them are only counted. */
  static readonly mostOpen = 1_000;
  /** The most that are over. */
  static readonly mostOver = 200;

  /** Those that were put in first are let go first. */
  #open = new Map<string, Alert>();
  #over = new Map<string, Alert>();
  /** Open ones that are not kept. One that a late trade takes back may or may not be among them, so the count can be too high until the next snapshot. */
  #unseen = 0;
  #sorted: readonly Alert[] | undefined;

  /** Newest first. */
  get all(): readonly Alert[] {
    return (this.#sorted ??= [...this.#open.values(), ...this.#over.values()].sort((one, other) => other.seq - one.seq));
  }

  /** How many are open, those not kept among them. */
  get open(): number {
    return this.#open.size + this.#unseen;
  }

  /** Starts over with a snapshot: the newest open ones, newest first, and how many are open. */
  restart(alerts: readonly Alert[], open: number): void {
    this.#open.clear();
    this.#over.clear();
    this.#sorted = undefined;
    this.#unseen = Math.max(0, open - alerts.length);
    this.merge(alerts);
  }

  /** Takes in alerts, newest first, as they were told at some time; what has been told since stays. */
  merge(alerts: readonly Alert[]): void {
    for (const alert of [...alerts].reverse()) {
      const present = this.#find(alert.id);
      if (!present || stageOf(alert) > stageOf(present)) this.#put(alert);
    }
  }

  /** Takes in a line of the journal; returns the alert that it tells of where that is a new one. */
  take(line: JournalLine): Alert | undefined {
    switch (line.kind) {
      case 'fired': {
        if (this.#find(line.body.alert)) return undefined;
        const alert = firedOf(line.seq, line.body);
        this.#put(alert);
        return alert;
      }
      case 'acknowledged':
        this.#change(line.body.alert, (alert) =>
          alert.state === 'firing' ? { ...alert, state: 'acknowledged', acknowledgedAt: Date.parse(line.time), acknowledgedBy: line.by } : alert);
        break;
      case 'resolved':
        if (!this.#find(line.body.alert)) this.#unseen = Math.max(0, this.#unseen - 1);
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

  #find(id: string): Alert | undefined {
    return this.#open.get(id) ?? this.#over.get(id);
  }

  #change(id: string, change: (alert: Alert) => Alert): void {
    const alert = this.#find(id);
    if (alert) this.#put(change(alert));
  }

  #put(alert: Alert): void {
    this.#sorted = undefined;
    if (isOpen(alert)) {
      this.#open.set(alert.id, alert);
      if (dropFirst(this.#open, AlertBook.mostOpen)) this.#unseen++;
    } else {
      this.#open.delete(alert.id);
      this.#over.set(alert.id, alert);
      dropFirst(this.#over, AlertBook.mostOver);
    }
  }
}

/** Lets the first one go where there are more than so many; returns whether there were. */
function dropFirst(alerts: Map<string, Alert>, most: number): boolean {
  const [first] = alerts.keys();
  return alerts.size > most && first !== undefined && alerts.delete(first);
}

export const isOpen = (alert: Alert): boolean => alert.state !== 'resolved';

/** How far an alert has come: it never goes back. */
const stageOf = (alert: Alert): number => ['firing', 'acknowledged', 'resolved'].indexOf(alert.state) + (alert.retracted ? 1 : 0);

const firedOf = (seq: number, body: Extract<JournalLine, { kind: 'fired' }>['body']): Alert => ({
  id: body.alert, seq, rule: body.rule, name: body.name, severity: body.severity, symbol: body.instrument, state: 'firing',
  firedAt: Date.parse(body.at), acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, retracted: false, saw: body.saw,
});
