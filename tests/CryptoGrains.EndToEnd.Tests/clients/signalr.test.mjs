import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cable, dataFolder, startNode } from './node.mjs';
import { Subscriber } from './subscriber.mjs';

const ticker = 'ticker:SIM:BTCUSDT';
const feed = 'sim?instruments=3&rate=200';
let data;
let node;

before(async () => {
  data = await dataFolder();
  node = await startNode(data.path, { feed });
});

after(async () => {
  await node?.kill();
  await data?.remove();
});

async function untilListed() {
  for (;;) {
    const answer = await fetch(`${node.url}/api/v1/realtime/BTCUSDT`);
    if (answer.ok) return;
    await answer.arrayBuffer();
  }
}

test('a client that is cut off gets all that it missed, in order and without a hole', async () => {
  await untilListed();
  const wire = await cable(node.port);
  const first = await Subscriber.connect(wire.url);
  await first.subscribe(ticker);
  const { epoch, recovered, snapshot } = await first.subscribed(ticker);
  assert.equal(recovered, false);
  assert.ok(snapshot.ticker.last > 0);
  await first.until('three prices', () => first.data(ticker).length >= 3);

  wire.cut();
  await first.closed;
  const last = first.data(ticker).at(-1).offset;

  // Somebody else's eyes see that messages go on meanwhile.
  const other = await Subscriber.connect(node.url);
  await other.subscribe(ticker);
  await other.until('five prices that the other missed', () => other.data(ticker).filter((envelope) => envelope.offset > last).length >= 5);

  const second = await Subscriber.connect(wire.url);
  await second.subscribe(ticker, epoch, last);
  const answer = await second.subscribed(ticker);
  assert.equal(answer.recovered, true);
  assert.equal(answer.epoch, epoch);
  await second.until('missed and live prices', () => second.data(ticker).length >= 8);
  second.data(ticker).forEach((envelope, i) => assert.equal(envelope.offset, last + 1 + i));
  await second.connection.stop();
  await other.connection.stop();
  wire.close();
});

test('after a restart of the node there is a new epoch and a snapshot', async () => {
  const before = await Subscriber.connect(node.url);
  await before.subscribe(ticker);
  const { epoch } = await before.subscribed(ticker);
  await before.until('a price', () => before.data(ticker).length > 0);
  const offset = before.data(ticker).at(-1).offset;

  await node.kill();
  await before.closed;
  node = await startNode(data.path, { feed, port: node.port });
  const after = await Subscriber.connect(node.url);
  await after.subscribe(ticker, epoch, offset);
  const answer = await after.subscribed(ticker);
  assert.equal(answer.recovered, false);
  assert.notEqual(answer.epoch, epoch);
  assert.ok(answer.snapshot.ticker.totalTrades > 0);
  await after.until('a price of the new epoch', () => after.data(ticker).length > 0);
  assert.equal(after.data(ticker)[0].offset, answer.offset + 1);
  await after.connection.stop();
});

test('what is wrong is told and the connection stays', async () => {
  const client = await Subscriber.connect(node.url);
  await client.subscribe('ticker:SIM:NOSUCH');
  await client.until('an error', (all) => all.find((envelope) => envelope.type === 'error' && envelope.channel === 'ticker:SIM:NOSUCH'));
  await client.subscribe('nonsense');
  await client.until('another error', (all) => all.filter((envelope) => envelope.type === 'error').length === 2);
  await client.subscribe(ticker);
  await client.subscribed(ticker);
  await client.connection.stop();
});
