import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert, AlertRule } from '../../../src/dashboard/src/protocol/alerts';
import type { AlertsRest } from '../../../src/dashboard/src/protocol/alertsRest';
import { Refusal } from '../../../src/dashboard/src/protocol/request';
import { AlertDesk } from '../../../src/dashboard/src/store/alertDesk';
import { Store } from '../../../src/dashboard/src/store/store';
import { alert, FakeClock, line, rule, settle } from './fakes';

class FakeAlertsRest implements AlertsRest {
  past: Alert[] = [];
  kept: AlertRule[] = [];
  failure: Error | undefined;
  asked: string[] = [];
  async newest() {
    this.asked.push('newest');
    if (this.failure) throw this.failure;
    return this.past;
  }
  async rules() {
    return this.kept;
  }
  async acknowledge(id: string, by: string) {
    this.asked.push(`acknowledge ${id} ${by}`);
    if (this.failure) throw this.failure;
  }
  async add() {}
  async change() {}
  async remove() {}
}

function begun() {
  const [rest, clock, store] = [new FakeAlertsRest(), new FakeClock(), new Store()];
  return { rest, clock, store, desk: new AlertDesk(rest, clock, store) };
}

test('a snapshot and the past make one list', async () => {
  const { rest, store, desk } = begun();
  rest.past = [alert('b', 2, { state: 'resolved' }), alert('a', 1)];
  desk.restart({ alerts: [alert('a', 1)], open: 1 });
  await settle();
  assert.deepEqual(store.alerts.all.map(({ id }) => id), ['b', 'a']);
  assert.equal(store.alertsNote, '');
});

test('rules pushed while they are asked for are neither lost nor put back', async () => {
  const { rest, store, desk } = begun();
  rest.kept = [rule('old'), rule('changed', 1), rule('deleted')];
  desk.restart({});
  desk.push(line.rule('rule-added', rule('new')));
  desk.push(line.rule('rule-changed', rule('changed', 2)));
  desk.push(line.rule('rule-changed', rule('old', 0)));
  desk.push(line.ruleDeleted('deleted'));
  await settle();
  assert.deepEqual([...store.rules.values()].map(({ id, version }) => `${id} ${version}`).sort(), ['changed 2', 'new 1', 'old 1']);
});

test('an answer asked for before the channel started over is thrown away', async () => {
  const { rest, store, desk } = begun();
  rest.past = [alert('gone', 1)];
  desk.restart({ alerts: [alert('gone', 1)], open: 1 });
  rest.past = [];
  desk.restart({ alerts: [], open: 0 });
  await settle();
  assert.equal(store.alerts.all.length, 0);
});

test('what fails is said and asked for again; what is not there at all is not', async () => {
  const { rest, clock, store, desk } = begun();
  rest.failure = new Refusal('The journal can\'t be read just now.', 503);
  desk.restart({ alerts: [alert('a', 1)], open: 1 });
  await settle();
  assert.equal(store.alertsNote, 'Rules and past alerts are not available. The journal can\'t be read just now.');
  assert.equal(store.alerts.open, 1, 'the snapshot is shown all the same');
  rest.failure = undefined;
  await clock.advance(1_000);
  assert.equal(store.alertsNote, '');

  rest.failure = new Refusal('There is nothing at /api/v1/alerts.', 404);
  desk.restart({});
  await settle();
  assert.match(store.alertsNote, /There is nothing at/);
  assert.equal(clock.pending, 0);
});

test('an acknowledgement names who made it; one that is refused is said', async () => {
  const { rest, store, desk } = begun();
  store.actor = 'ann';
  await desk.acknowledge(alert('a', 1));
  assert.deepEqual(rest.asked, ['acknowledge a ann']);
  rest.failure = new Refusal('No open alert has the id \'a\': it may be over.', 404);
  await desk.acknowledge(alert('a', 1));
  assert.equal(store.alertsNote, '\'Low\' was not acknowledged. No open alert has the id \'a\': it may be over.');
});
