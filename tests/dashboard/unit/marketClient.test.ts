import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarketClient } from '../../../src/dashboard/src/protocol/marketClient';
import { data, FakeClock, FakeServer, fresh, recovered, settle } from './fakes';

const channel = 'ticker:V:A';

async function connected(...channels: string[]) {
  const server = new FakeServer();
  const clock = new FakeClock();
  const seen: string[] = [];
  const client = new MarketClient(server.open, clock, {
    connection: (state) => seen.push(state),
    snapshot: (name, _, epochChanged) => seen.push(`snapshot ${name}${epochChanged ? ' new epoch' : ''}`),
    data: (name, payload) => seen.push(`data ${name} ${payload.skipped}`),
    problem: (message, name) => seen.push(`problem ${name} ${message}`),
    closing: (reason) => seen.push(`closing ${reason}`),
  }, () => 1);
  client.want(new Set(channels));
  client.start();
  await settle();
  const take = () => seen.splice(0);
  take();
  return { server, clock, client, take };
}

const numbered = (epoch: string, offset: number) => data(channel, epoch, offset, { skipped: offset });

test('what is wanted is subscribed, and what no longer is, unsubscribed', async () => {
  const { server, client } = await connected(channel);
  assert.deepEqual(server.take(), [`+${channel} null null`]);
  client.want(new Set(['ticker:V:B']));
  assert.deepEqual(server.take(), [`-${channel}`, '+ticker:V:B null null']);
  client.want(new Set(['ticker:V:B']));
  assert.deepEqual(server.take(), []);
});

test('messages follow the snapshot in order, and repeats are passed over', async () => {
  const { server, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41), numbered('e', 42), numbered('e', 42), numbered('e', 41), numbered('e', 43));
  assert.deepEqual(take(), [`snapshot ${channel}`, `data ${channel} 42`, `data ${channel} 43`]);
});

test('after a cut the channel goes on from the epoch and offset it had', async () => {
  const { server, clock, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41), numbered('e', 42));
  server.take();
  server.cut();
  await clock.advance(500);
  assert.deepEqual(server.take(), [`+${channel} e 42`]);
  take();
  server.send(recovered(channel, 'e', 42), numbered('e', 43), numbered('e', 44));
  assert.deepEqual(take(), [`data ${channel} 43`, `data ${channel} 44`]);
});

test('a new epoch brings a snapshot and is told', async () => {
  const { server, clock, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41));
  server.cut();
  await clock.advance(500);
  take();
  server.send(fresh(channel, 'f', 3), numbered('f', 4));
  assert.deepEqual(take(), [`snapshot ${channel} new epoch`, `data ${channel} 4`]);
});

test('a hole is never passed over: the channel is asked for again from before it', async () => {
  const { server, client, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41), numbered('e', 42));
  server.take();
  take();
  server.send(numbered('e', 44), numbered('e', 45));
  assert.deepEqual(take(), [], 'a message after the hole was shown');
  assert.deepEqual(server.take(), [`-${channel}`, `+${channel} e 42`]);
  assert.equal(client.holes, 1);
  server.send(recovered(channel, 'e', 42), numbered('e', 43), numbered('e', 44), numbered('e', 45));
  assert.deepEqual(take(), [43, 44, 45].map((offset) => `data ${channel} ${offset}`));
});

test('a channel with hole upon hole is asked for once a second', async () => {
  const { server, clock } = await connected(channel);
  server.send(fresh(channel, 'e', 1), numbered('e', 3));
  server.take();
  for (let round = 0; round < 5; round++) server.send(recovered(channel, 'e', 1), numbered('e', 3));
  assert.deepEqual(server.take(), []);
  await clock.advance(MarketClient.holePause);
  assert.deepEqual(server.take(), [`-${channel}`, `+${channel} e 1`]);
});

test('data of another epoch, without a subscription to it, is a hole as well', async () => {
  const { server, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41));
  server.take();
  take();
  server.send(numbered('f', 42));
  assert.deepEqual(take(), []);
  assert.deepEqual(server.take(), [`-${channel}`, `+${channel} e 41`]);
});

test('a recovery from a place that was not asked for is refused', async () => {
  const { server, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41));
  server.take();
  take();
  server.send(recovered(channel, 'e', 50), numbered('e', 51));
  assert.deepEqual(take(), []);
  assert.deepEqual(server.take(), [`-${channel}`, `+${channel} null null`]);
});

test('data of a channel that was let go is passed over', async () => {
  const { server, client, take } = await connected(channel);
  server.send(fresh(channel, 'e', 41));
  client.want(new Set());
  take();
  server.send(numbered('e', 42), fresh(channel, 'e', 42));
  assert.deepEqual(take(), []);
});

test('errors and the closing reason are told', async () => {
  const { server, take } = await connected(channel);
  server.send({ type: 'error', code: 'unknown-channel', message: 'No such channel.', channel }, { type: 'closing', reason: 'slow-consumer' });
  assert.deepEqual(take(), [`problem ${channel} No such channel.`, 'closing slow-consumer']);
});
