import { isInterval } from '../market/interval';
import type { Session } from '../store/session';

/** Keeps the selection in the address (#BINANCE:BTCUSDT/5m), so that a reload or a link shows the same. */
export function bindAddress(session: Session): void {
  const read = () => {
    const [instrument, interval] = decodeURIComponent(location.hash.slice(1)).split('/');
    if (isInterval(interval)) session.setInterval(interval);
    if (instrument && /^[A-Z0-9._-]+:[A-Z0-9._-]+$/.test(instrument)) session.select(instrument);
  };
  read();
  addEventListener('hashchange', read);
  session.store.topics.on(['selection'], () => {
    const { instrument, interval } = session.store;
    if (instrument) history.replaceState(null, '', `#${instrument}/${interval}`);
  });
}
