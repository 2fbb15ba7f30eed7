import './styles/page.css';
import './styles/watch.css';
import './styles/market.css';
import './styles/tape.css';
import './styles/alerts.css';
import './styles/rules.css';
import './styles/correlations.css';
import { systemClock } from './protocol/clock';
import { nodeApiOf } from './protocol/nodeApi';
import { signalrLinks } from './protocol/signalrLink';
import { Session } from './store/session';
import { bindActor } from './views/actorView';
import { bindAddress } from './views/address';
import { AlertsView } from './views/alertsView';
import { ChartView } from './views/chartView';
import { CorrelationsView } from './views/correlationsView';
import { HeaderView } from './views/headerView';
import { IntervalView } from './views/intervalView';
import { bindKeys } from './views/keyboard';
import { RulesView } from './views/rulesView';
import { StatusView } from './views/statusView';
import { TapeView } from './views/tapeView';
import { WatchlistView } from './views/watchlistView';

const session = new Session(nodeApiOf('/api/v1'), signalrLinks('/hubs/market'), systemClock);
const status = new StatusView(session);
const header = new HeaderView(session.store, systemClock);
const watchlist = new WatchlistView(session, systemClock);
new IntervalView(session);
new ChartView(session);
new TapeView(session.store);
new AlertsView(session);
new RulesView(session);
new CorrelationsView(session);
bindActor(session.store);
bindKeys(session, () => watchlist.focusFilter());
bindAddress(session);
session.start();

// Ages grow without news from the node.
setInterval(() => {
  status.tick();
  header.tick();
  watchlist.draw();
}, 1000);
status.tick();

addEventListener('online', () => session.retryNow());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) session.retryNow();
});
