import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../../src/dashboard/src/protocol/backoff';
import { Connection } from '../../../src/dashboard/src/protocol/connection';
import { FakeClock, FakeServer, settle } from './fakes';

function start(server: FakeServer, random = () => 1) {
  const clock = new FakeClock();
  const states: string[] = [];
  const connection = new Connection(server.open, clock, random, { state: (state) => states.push(state), opened: () => {}, received: () => {} });
  connection.start();
  return { clock, states, connection };
}

test('delays double up to the limit, and half of each is random', () => {
  const longest = new Backoff(() => 1);
  assert.deepEqual(Array.from({ length: 7 }, () => longest.next()), [500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  const shortest = new Backoff(() => 0);
  assert.deepEqual(Array.from({ length: 3 }, () => shortest.next()), [250, 500, 1000]);
});

test('a node that is down makes the page disconnected, and attempts go on', async () => {
  const server = new FakeServer();
  server.refuses = true;
  const { clock, states } = start(server);
  await settle();
  assert.deepEqual(states, ['reconnecting']);
  await clock.advance(500 + 1000 + 2000 + 4000);
  assert.deepEqual(states, ['reconnecting', 'disconnected']);
  const attempts = server.attempts;
  await clock.advance(60_000);
  assert.ok(server.attempts > attempts, 'no attempt in a minute after the state became disconnected');
  server.refuses = false;
  await clock.advance(15_000);
  assert.equal(states.at(-1), 'connected');
});

test('a node that accepts and closes at once is not hammered', async () => {
  const server = new FakeServer();
  const { clock } = start(server);
  await settle();
  for (const delay of [500, 1000, 2000, 4000, 8000]) {
    server.cut();
    await clock.advance(delay);
  }
  server.cut();
  const attempts = server.attempts;
  await clock.advance(Backoff.limit - 1);
  assert.equal(server.attempts, attempts);
  await clock.advance(1);
  assert.equal(server.attempts, attempts + 1);
});

test('a connection that has lasted starts the delays from the least', async () => {
  const server = new FakeServer();
  const { clock, states } = start(server);
  await settle();
  for (let round = 0; round < 3; round++) {
    await clock.advance(Connection.proven);
    server.cut();
    await clock.advance(Backoff.first);
    assert.equal(states.at(-1), 'connected');
  }
});

test('retryNow does not wait, and does nothing while connected', async () => {
  const server = new FakeServer();
  server.refuses = true;
  const { clock, states, connection } = start(server);
  await clock.advance(20_000);
  server.refuses = false;
  connection.retryNow();
  await settle();
  assert.equal(states.at(-1), 'connected');
  const attempts = server.attempts;
  connection.retryNow();
  await clock.advance(60_000);
  assert.equal(server.attempts, attempts);
});

test('stop closes the link and leaves no timer', async () => {
  const server = new FakeServer();
  const { clock, connection } = start(server);
  await settle();
  connection.stop();
  assert.deepEqual(server.take(), ['close']);
  assert.equal(clock.pending, 0);
});
