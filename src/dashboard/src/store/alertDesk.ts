import { Backoff } from '../protocol/backoff';
import type { Alert, AlertRule, ChangedRule, JournalLine, RuleWish } from '../protocol/alerts';
import type { AlertsRest } from '../protocol/alertsRest';
import type { Clock } from '../protocol/clock';
import type { Payload } from '../protocol/envelopes';
import { reasonOf, Refusal } from '../protocol/request';
import { AlertBook } from '../market/alertBook';
import type { Store } from './store';

/** Keeps alerts and rules up to date: pushed lines over what REST and the channel's snapshot told of. */
export class AlertDesk {
  readonly #rest: AlertsRest;
  readonly #clock: Clock;
  readonly #store: Store;
  /** Rises with each snapshot: answers to what was asked before it are thrown away. */
  #round = 0;
  #cancelRetry: () => void = () => {};
  /** What happened to rules while REST is asked for them: its answer may be from before. */
  #meanwhile: JournalLine[] = [];
  #loading = false;

  constructor(rest: AlertsRest, clock: Clock, store: Store) {
    this.#rest = rest;
    this.#clock = clock;
    this.#store = store;
  }

  /** The channel starts over. */
  restart(payload: Payload): void {
    this.#store.alerts.restart(payload.alerts ?? [], payload.open ?? 0);
    this.#round++;
    this.#cancelRetry();
    this.#tell('');
    void this.#load(this.#round, new Backoff());
  }

  push(line: JournalLine): void {
    const store = this.#store;
    const fired = store.alerts.take(line);
    if (fired) store.latestAlert = fired;
    store.topics.emit('alerts');
    if (!line.kind.startsWith('rule-')) return;
    if (this.#loading) this.#meanwhile.push(line);
    this.#takeRule(line);
    store.topics.emit('rules');
  }

  /** The channel can't be had. */
  refused(reason: string): void {
    this.#tell(`Alerts are not available. ${reason}`);
  }

  async acknowledge(alert: Alert): Promise<void> {
    try {
      await this.#rest.acknowledge(alert.id, this.#store.actor);
      this.#tell('');
    } catch (error) {
      this.#tell(`'${alert.name}' was not acknowledged. ${reasonOf(error)}`);
    }
  }

  /** Adds a rule, or changes it where it has an id. What was wrong with it is thrown; the rule itself comes back by the channel. */
  async save(rule: RuleWish | ChangedRule): Promise<void> {
    await ('id' in rule ? this.#rest.change(rule, this.#store.actor) : this.#rest.add(rule, this.#store.actor));
  }

  async remove(rule: AlertRule): Promise<void> {
    await this.#rest.remove(rule.id, this.#store.actor);
  }

  async #load(round: number, backoff: Backoff): Promise<void> {
    this.#meanwhile = [];
    this.#loading = true;
    try {
      const [alerts, rules] = await Promise.all([this.#rest.newest(AlertBook.mostOver), this.#rest.rules()]);
      if (round !== this.#round) return;
      this.#store.alerts.merge(alerts);
      this.#store.rules.clear();
      for (const rule of rules) this.#store.rules.set(rule.id, rule);
      for (const line of this.#meanwhile) this.#takeRule(line);
      this.#loading = false;
      this.#tell('');
    } catch (error) {
      if (round !== this.#round) return;
      this.#loading = false;
      this.#tell(`Rules and past alerts are not available. ${reasonOf(error)}`);
      // What is not there at all will not be there in a second either.
      if (error instanceof Refusal && error.status === 404) return;
      this.#cancelRetry = this.#clock.after(backoff.next(), () => void this.#load(round, backoff));
    }
  }

  #takeRule(line: JournalLine): void {
    const { rules } = this.#store;
    if (line.kind === 'rule-deleted') rules.delete(line.body.id);
    else if (line.kind === 'rule-added' || line.kind === 'rule-changed') {
      const rule = { ...line.body, expires: timeOf(line.body.expires) };
      if (rule.version >= (rules.get(rule.id)?.version ?? 0)) rules.set(rule.id, rule);
    }
  }

  #tell(note: string): void {
    this.#store.alertsNote = note;
    this.#store.topics.emit('alerts');
    this.#store.topics.emit('rules');
  }
}

/** A time as REST writes it, from one as the journal does. */
const timeOf = (time: number | string | null): number | null => (time === null ? null : new Date(time).getTime());
