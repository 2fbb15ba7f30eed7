import { alertsRestOf, type AlertsRest } from './alertsRest';
import { requestOf } from './request';
import { restOf, type Rest } from './rest';

/** All of the node's REST API that the page uses. */
export interface NodeApi {
  market: Rest;
  alerts: AlertsRest;
}

export function nodeApiOf(base: string): NodeApi {
  const request = requestOf(base);
  return { market: restOf(request), alerts: alertsRestOf(request) };
}
