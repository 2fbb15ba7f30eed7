import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOf } from '../../../src/dashboard/src/market/quote';
import type { Candle, Gap } from '../../../src/dashboard/src/protocol/envelopes';
import type { AlertsRest } from '../../../src/dashboard/src/protocol/alertsRest';
import { candlePage, type Rest } from '../../../src/dashboard/src/protocol/rest';
import { Session } from '../../../src/dashboard/src/store/session';
import { Watch } from '../../../src/dashboard/src/store/watch';
import { alert, candle, data, FakeAnalytics, FakeClock, FakeServer, fresh, line, settle, ticker } from './fakes';

const minute = 60_000;
const candles = 'candles:V:A:1m';

class FakeRest implements Rest {
  history: Candle[] = [];
  fails = false;
  asked: string[] = [];
  async symbols() {
    return ['V:A', 'V:B'];
  }
  async candles(instrument: string, interval: string, to: number | undefined) {
    this.asked.push(`${instrument} ${interval} ${to ?? ''}`);
    if (this.fails) throw new Error('The node answered 503.');
    return this.history.filter(({ openTime }) => to === undefined || openTime < to).slice(-candlePage);
  }
  gapList: Gap[] = [];
  async gaps() {
    return this.gapList;
  }
}

const noAlerts: AlertsRest = {
  newest: async () => [], rules: async () => [], acknowledge: async () => {}, add: async () => {}, change: async () => {}, remove: async () => {},
};

async function begun() {
  const [rest, server, clock] = [new FakeRest(), new FakeServer(), new FakeClock()];
  const session = new Session({ market: rest, alerts: noAlerts, analytics: new FakeAnalytics() }, server.open, clock);
  session.start();
  await settle();
  return { rest, server, clock, session, store: session.store };
}

test('the first symbol is selected and its three channels are subscribed, beside the alerts', async () => {
  const { server, store } = await begun();
  assert.equal(store.instrument, 'V:A');
  assert.deepEqual(server.take().sort(), ['+alerts null null', `+${candles} null null`, '+ticker:V:A null null', '+trades:V:A null null']);
});

test('only visible rows and the selection are live, however long the list', async () => {
  const { server, session } = await begun();
  server.take();
  session.show(['V:A', 'V:B']);
  assert.deepEqual(server.take(), ['+ticker:V:B null null']);
  session.show([]);
  assert.deepEqual(server.take(), ['-ticker:V:B']);
});

test('history is asked for after the snapshot and merged with what is pushed meanwhile', async () => {
  const { rest, server, store } = await begun();
  assert.deepEqual(rest.asked, []);
  rest.history = [candle(0), candle(minute), candle(2 * minute, { closed: false, tradeCount: 1 })];
  server.send(fresh(candles, 'e', 1, { candles: [candle(2 * minute, { closed: false, tradeCount: 5 })] }));
  server.send(data(candles, 'e', 2, { candles: [candle(3 * minute)] }));
  assert.equal(store.series === undefined, true, 'candles were shown before history was there');
  await settle();
  assert.deepEqual(store.series?.candles.map(({ openTime, tradeCount }) => [openTime / minute, tradeCount]), [[0, 3], [1, 3], [2, 5], [3, 3]]);
});

test('without history the pushed candles are shown, it is said, and history is asked for again', async () => {
  const { rest, server, clock, store } = await begun();
  rest.fails = true;
  server.send(fresh(candles, 'e', 1, { candles: [candle(minute)] }));
  await settle();
  assert.equal(store.series?.candles.length, 1);
  assert.match(store.chartNote, /History is not available. The node answered 503/);
  rest.fails = false;
  rest.history = [candle(0)];
  await clock.advance(1_000);
  assert.equal(store.series?.candles.length, 2);
  assert.equal(store.chartNote, '');
});

test('a new epoch replaces the candles, and is told', async () => {
  const { rest, server, clock, store } = await begun();
  rest.history = [candle(0, { close: 11 })];
  server.send(fresh(candles, 'e', 9));
  await settle();
  server.cut();
  await clock.advance(500);
  rest.history = [candle(minute, { close: 12 })];
  server.send(fresh(candles, 'f', 1));
  await settle();
  assert.deepEqual(store.series?.candles.map(({ close }) => close), [12]);
  assert.equal(store.epochChanges, 1);
  assert.match(store.notice, /started over/);
});

test('an answer for a selection that was left is thrown away', async () => {
  const { rest, server, session, store } = await begun();
  rest.history = [candle(0)];
  server.send(fresh(candles, 'e', 1));
  session.select('V:B');
  await settle();
  assert.equal(store.series, undefined);
});

test('older candles are asked for from the oldest, until there are no more', async () => {
  const { rest, server, session, store } = await begun();
  rest.history = Array.from({ length: candlePage + 5 }, (_, at) => candle(at * minute));
  server.send(fresh(candles, 'e', 1));
  await settle();
  session.loadOlder();
  session.loadOlder();
  await settle();
  session.loadOlder();
  await settle();
  assert.deepEqual(rest.asked, ['V:A 1m ', `V:A 1m ${5 * minute}`]);
  assert.equal(store.series?.candles.length, candlePage + 5);
});

test('the age of a price is the server\'s and the time since, whatever the clocks say', async () => {
  const { server, clock, store } = await begun();
  server.send(fresh('ticker:V:A', 'e', 1, { ticker: ticker({ age: 1_500 }) }));
  await clock.advance(30_000);
  const quote = store.quotes.get('V:A');
  assert.ok(quote);
  assert.equal(ageOf(quote, clock.now()), 31_500);
});

test('gaps are asked for again when their number changes, and go when they are filled', async () => {
  const { rest, server, clock, store } = await begun();
  server.send(fresh('ticker:V:A', 'e', 1, { ticker: ticker({ gaps: 0 }) }));
  await clock.advance(Watch.gapPause * 2);
  rest.gapList = [{ firstId: 3, lastId: 4, from: 2, to: 4 }];
  server.send(data('ticker:V:A', 'e', 2, { ticker: ticker({ gaps: 0 }) }));
  await settle();
  assert.deepEqual(store.gaps, []);
  server.send(data('ticker:V:A', 'e', 3, { ticker: ticker({ gaps: 1 }) }));
  await settle();
  assert.equal(store.gaps.length, 1);
  rest.gapList = [];
  server.send(data('ticker:V:A', 'e', 4, { ticker: ticker({ gaps: 0 }) }));
  await clock.advance(Watch.gapPause);
  assert.deepEqual(store.gaps, []);
});

test('the tape is newest first, shows what was left out, and is bounded', async () => {
  const { server, store } = await begun();
  const trade = (id: number) => ({ id, price: 1, quantity: 1, side: 'buy' as const, time: id });
  server.send(fresh('trades:V:A', 'e', 1, { trades: [trade(1), trade(2)] }));
  server.send(data('trades:V:A', 'e', 2, { trades: [trade(8)], skipped: 5, gaps: [{ firstId: 3, lastId: 3, from: 2, to: 4 }] }));
  assert.deepEqual(store.tape.entries.map((entry) => (entry.kind === 'trade' ? entry.trade.id : entry.kind)), [8, 'skipped', 'gap', 2, 1]);
  server.send(data('trades:V:A', 'e', 3, { trades: Array.from({ length: 500 }, (_, id) => trade(id)) }));
  assert.equal(store.tape.entries.length, 100);
});

test('alerts come by their channel; where there is none, only they say so', async () => {
  const { server, store } = await begun();
  server.send(fresh('alerts', 'e', 4, { alerts: [alert('a', 4)], open: 1 }));
  server.send(data('alerts', 'e', 5, { line: line.fired('b', 5) }));
  assert.deepEqual([store.alerts.all.map(({ id }) => id), store.latestAlert?.id], [['b', 'a'], 'b']);
  server.send({ type: 'error', code: 'unknown-channel', message: 'There is no such channel.', channel: 'alerts' });
  assert.deepEqual([store.alertsNote, store.notice], ['Alerts are not available. There is no such channel.', '']);
});
