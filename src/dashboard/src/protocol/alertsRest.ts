import type { Alert, AlertRule, ChangedRule, RuleWish } from './alerts';
import type { Request } from './request';

/** Rules and alerts by REST. `by` is who does it, as the journal will have it; empty for nobody known. */
export interface AlertsRest {
  /** The newest alerts in any state, newest first. */
  newest(limit: number): Promise<Alert[]>;
  acknowledge(id: string, by: string): Promise<void>;
  rules(): Promise<AlertRule[]>;
  add(rule: RuleWish, by: string): Promise<void>;
  /** Changes the rule from the version it has; refused where somebody else has changed it since. */
  change(rule: ChangedRule, by: string): Promise<void>;
  remove(id: string, by: string): Promise<void>;
}

export function alertsRestOf(request: Request): AlertsRest {
  const actor = (by: string): Record<string, string> => (by ? { actor: by } : {});
  const at = (id: string) => `/alert-rules/${encodeURIComponent(id)}`;
  return {
    newest: async (limit) => (await request<{ alerts: Alert[] }>(`/alerts?limit=${limit}`)).alerts,
    acknowledge: (id, by) => request(`/alerts/${encodeURIComponent(id)}/acknowledge`, { method: 'POST', headers: actor(by) }),
    async rules() {
      const rules: AlertRule[] = [];
      let next: string | null = null;
      do {
        const cursor: string = next === null ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page: RulePage = await request<RulePage>(`/alert-rules?limit=1000${cursor}`);
        rules.push(...page.rules);
        next = page.next;
      } while (next !== null);
      return rules;
    },
    add: (rule, by) => request('/alert-rules', { method: 'POST', body: rule, headers: actor(by) }),
    change: (rule, by) => request(at(rule.id), { method: 'PUT', body: rule, headers: { ...actor(by), 'if-match': `"${rule.version}"` } }),
    remove: (id, by) => request(at(id), { method: 'DELETE', headers: actor(by) }),
  };
}

interface RulePage {
  rules: AlertRule[];
  next: string | null;
}
