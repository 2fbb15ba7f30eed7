export type Severity = 'info' | 'warning' | 'critical';

export interface Measure {
  name: string;
  value: number;
}

/** An alert, in REST and in a channel's snapshot. Times are epoch milliseconds. */
export interface Alert {
  id: string;
  /** The number of the journal's line that tells of its firing. */
  seq: number;
  /** The rule's id, and its name then. */
  rule: string;
  name: string;
  severity: Severity;
  /** VENUE:SYMBOL */
  symbol: string;
  state: 'firing' | 'acknowledged' | 'resolved';
  /** Event time. */
  firedAt: number;
  acknowledgedAt: number | null;
  acknowledgedBy: string | null;
  /** Event time. */
  resolvedAt: number | null;
  /** A late trade took it back: it never held. */
  retracted: boolean;
  /** The numbers that it fired with. */
  saw: readonly Measure[];
}

/** A rule as somebody wants it. A null stands for the usual; the node says what is wrong with a text that is no number. */
export interface RuleWish {
  name: string;
  when: string;
  interval: string;
  /** None stands for all. */
  instruments: readonly string[];
  severity: Severity;
  hysteresis: number | string | null;
  /** Seconds. */
  cooldown: number | string | null;
  /** From when on it fires no more: epoch milliseconds or ISO 8601; null for never. */
  expires: number | string | null;
  enabled: boolean;
}

/** A rule changed by somebody, from a version. */
export type ChangedRule = RuleWish & { id: string; version: number };

export interface AlertRule extends RuleWish {
  hysteresis: number;
  cooldown: number;
  id: string;
  version: number;
}

/** A line of the journal, as the channel `alerts` brings it: docs/formats/alert-journal.md. Its times are ISO 8601. */
export type JournalLine = { seq: number; time: string; by: string } & (
  | { kind: 'fired'; body: FiredBody }
  | { kind: 'acknowledged'; body: { alert: string } }
  | { kind: 'resolved' | 'retracted'; body: { alert: string; at: string } }
  | { kind: 'rule-added' | 'rule-changed'; body: AlertRule }
  | { kind: 'rule-deleted'; body: { id: string } }
);

interface FiredBody {
  alert: string;
  rule: string;
  name: string;
  severity: Severity;
  instrument: string;
  at: string;
  saw: readonly Measure[];
}
