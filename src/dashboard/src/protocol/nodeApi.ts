import { alertsRestOf, type AlertsRest } from './alertsRest';
import { analyticsRestOf, type AnalyticsRest } from './analyticsRest';
import { requestOf } from './request';
import { restOf, type Rest } from './rest';

/** All of the node's REST API that the page uses. */
export interface NodeApi {
  market: Rest;
  alerts: AlertsRest;
  analytics: AnalyticsRest;
}

export function nodeApiOf(base: string): NodeApi {
  const request = requestOf(base);
  return { market: restOf(request), alerts: alertsRestOf(request), analytics: analyticsRestOf(request) };
}
