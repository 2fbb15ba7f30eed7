import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOrder, networkLayout, shortNames, type Place } from '../../../src/dashboard/src/market/networkLayout';

const node = (symbol: string, community: number, { degree = 1, pageRank = 0.1 } = {}) => ({ symbol, community, degree, pageRank });
const edge = (left: string, right: string, correlation = 0.9) => ({ left, right, correlation });

/** Two triangles, and one that is alone. */
const two = {
  nodes: [node('a', 0), node('b', 0), node('c', 0), node('x', 1), node('y', 1), node('z', 1), node('alone', 2, { degree: 0 })],
  edges: [edge('a', 'b'), edge('b', 'c'), edge('a', 'c'), edge('x', 'y'), edge('y', 'z'), edge('x', 'z', -0.9)],
};

test('those joined stand nearer than those not, within the square, and always in the same places', () => {
  const places = networkLayout(two);
  const between = (one: string, other: string) => {
    const [from, to] = [places.get(one), places.get(other)] as [Place, Place];
    return Math.hypot(from.x - to.x, from.y - to.y);
  };
  const joined = two.edges.map(({ left, right }) => between(left, right));
  const apart = ['a', 'b', 'c'].flatMap((one) => ['x', 'y', 'z'].map((other) => between(one, other)));
  assert.ok(Math.max(...joined) < Math.min(...apart), `${joined} | ${apart}`);
  assert.ok(Math.min(...joined) > 0.05, 'none stands on another');
  for (const { x, y } of places.values()) assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1);
  assert.equal(places.has('alone'), false);
  assert.deepEqual(networkLayout(two), places);
});

test('no instrument, and a single pair, have places too', () => {
  assert.equal(networkLayout({ nodes: [], edges: [] }).size, 0);
  const pair = networkLayout({ nodes: [node('a', 0), node('b', 0)], edges: [edge('a', 'b')] });
  for (const place of pair.values()) assert.ok(Number.isFinite(place.x) && Number.isFinite(place.y));
});

test('the greatest community comes first, in it the most central', () => {
  const order = inOrder([node('s', 5), node('a', 1, { pageRank: 0.1 }), node('b', 1, { pageRank: 0.3 })]);
  assert.deepEqual(order.map(({ symbol }) => symbol), ['b', 'a', 's']);
});

test('a venue is named only where two would have one name', () => {
  assert.deepEqual([...shortNames(['B:BTC', 'C:BTC', 'B:ETH']).values()], ['B:BTC', 'C:BTC', 'ETH']);
});
