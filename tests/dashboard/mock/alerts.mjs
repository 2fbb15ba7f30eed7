/** Rules and alerts of the stand-in node: what is told comes back as lines of a journal, as from a real one. */
export class MockAlerts {
  #publish;
  #seq = 0;
  #ids = 0;
  rules = new Map();
  alerts = new Map();

  /** @param publish called with each line of the journal */
  constructor(publish) {
    this.#publish = publish;
  }

  get snapshot() {
    const open = this.#newest().filter((alert) => alert.state !== 'resolved');
    return { alerts: open, open: open.length };
  }

  fire(name, symbol, { severity = 'warning', at = Date.now(), saw = [{ name: 'price', value: 70_012.34 }] } = {}) {
    const alert = {
      id: `a${++this.#ids}`, seq: this.#seq + 1, rule: 'r', version: 1, name, severity, symbol, cause: 'trade 1', state: 'firing', firedAt: at,
      acknowledgedAt: null, acknowledgedBy: null, resolvedAt: null, retracted: false, saw,
    };
    this.alerts.set(alert.id, alert);
    this.#line('fired', 'rule', {
      alert: alert.id, rule: 'r', version: 1, name, severity, instrument: symbol, cause: alert.cause, at: new Date(at).toISOString(), saw,
    });
    return alert.id;
  }

  resolve(id, { retracted = false, at = Date.now() } = {}) {
    const alert = this.alerts.get(id);
    Object.assign(alert, { state: 'resolved', resolvedAt: at, retracted });
    this.#line(retracted ? 'retracted' : 'resolved', 'rule', { alert: id, rule: 'r', instrument: alert.symbol, at: new Date(at).toISOString(), because: 'condition', saw: [] });
  }

  addRule(wish, by = 'anonymous') {
    const rule = { ...wish, id: `r${++this.#ids}`, version: 1 };
    this.rules.set(rule.id, rule);
    this.#line('rule-added', by, rule);
    return rule;
  }

  /** Answers what is asked under /api/v1; undefined where it is nothing of rules and alerts. */
  answer(method, path, headers, body) {
    const by = headers.actor ?? 'anonymous';
    const [, ruleId] = path.match(/^\/alert-rules\/(.+)$/) ?? [];
    const [, alertId] = path.match(/^\/alerts\/(.+)\/acknowledge$/) ?? [];
    if (path === '/alerts') return [200, { alerts: this.#newest(), next: null }];
    if (alertId) return this.#acknowledge(alertId, by);
    if (path === '/alert-rules' && method === 'GET') return [200, { version: this.#seq, rules: [...this.rules.values()], next: null }];
    const mistakes = body ? mistakesOf(body) : [];
    if (mistakes.length > 0) return [400, { title: 'Bad Request', code: 'bad-rule', detail: mistakes.join(' '), mistakes }];
    if (path === '/alert-rules') return [201, this.addRule(body, by)];
    if (!ruleId) return undefined;
    const rule = this.rules.get(ruleId);
    if (!rule) return [404, { code: 'unknown-rule', detail: `There is no rule '${ruleId}'.` }];
    if (method === 'DELETE') {
      this.rules.delete(ruleId);
      this.#line('rule-deleted', by, { id: ruleId, version: rule.version });
      return [204];
    }
    if (headers['if-match'] !== `"${rule.version}"`) {
      return [412, { code: 'rule-changed', detail: `The rule is at version ${rule.version}: somebody has changed it. Read it again, and change that.` }];
    }
    const changed = { ...body, id: ruleId, version: rule.version + 1 };
    this.rules.set(ruleId, changed);
    this.#line('rule-changed', by, changed);
    return [200, changed];
  }

  #acknowledge(id, by) {
    const alert = this.alerts.get(id);
    if (!alert || alert.state === 'resolved') return [404, { code: 'unknown-alert', detail: `No open alert has the id '${id}': it may be over.` }];
    Object.assign(alert, { state: 'acknowledged', acknowledgedAt: Date.now(), acknowledgedBy: by });
    this.#line('acknowledged', by, { alert: id, rule: 'r', instrument: alert.symbol, note: null });
    return [200, alert];
  }

  #newest() {
    return [...this.alerts.values()].sort((one, other) => other.seq - one.seq);
  }

  #line(kind, by, body) {
    this.#publish({ seq: ++this.#seq, time: new Date().toISOString(), kind, by, body, previous: '', hash: '' });
  }
}

/** Some of what a node finds wrong with a rule, in its words. */
function mistakesOf({ name, when, cooldown }) {
  return [
    ...(name ? [] : ["'name' must have 1 to 100 characters that are not all blank, and no control characters."]),
    ...(/[<>]|crosses|gap|silence/.test(when) ? [] : [`'${when}' is no condition. Write two numbers with > or < between them.`]),
    ...(cooldown >= 0 && cooldown <= 2_592_000 ? [] : ["'cooldown' must be a number from 0 to 2592000."]),
  ];
}
