// Other implementations on the same returns. MARKETS names a file of what ours says of a market: {instruments, returns: [row: [number or null]],
// pearson, spearman, edges: [[left, right, r]], pageRank, components, communities, modularity, paths: [[distance or null]], statistics, seasonality, autocorrelation}.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';
import { connectedComponents } from 'graphology-components';
import modularity from 'graphology-metrics/graph/modularity.js';
import pagerank from 'graphology-metrics/centrality/pagerank.js';
import dijkstra from 'graphology-shortest-path/dijkstra.js';
import jstat from 'jstat';
import * as simple from 'simple-statistics';

const market = JSON.parse(readFileSync(process.env.MARKETS, 'utf8'));
const { instruments, returns } = market;
const near = (ours, theirs, tolerance, what) =>
  assert.ok(Math.abs(ours - theirs) <= tolerance, `${what}: ours ${ours}, theirs ${theirs}`);
const relative = (ours, theirs, tolerance, what) => near(ours, theirs, tolerance * Math.max(1, Math.abs(theirs)), what);

// Ours rounds returns to 2^-44, 6e-14, and they vary by 5e-3: 1e-11 of that. What is allowed for the rest is doubles' rounding.
test('simple-statistics: Pearson and Spearman over what a pair has in common', () => {
  let compared = 0;
  instruments.forEach((_, left) => instruments.forEach((_, right) => {
    if (right >= left) return;
    const both = returns.filter(row => row[left] !== null && row[right] !== null);
    const [x, y] = [both.map(row => row[left]), both.map(row => row[right])];
    if (both.length < market.least) {
      assert.equal(market.pearson[left][right], null);
      assert.equal(market.spearman[left][right], null);
      return;
    }
    near(market.pearson[left][right], simple.sampleCorrelation(x, y), 1e-10, `pearson of ${instruments[left]} and ${instruments[right]}`);
    near(market.spearman[left][right], simple.sampleRankCorrelation(x, y), 1e-12, `spearman of ${instruments[left]} and ${instruments[right]}`);
    compared++;
  }));
  assert.ok(compared > 1000, `${compared} pairs`);
});

const graph = new Graph({ type: 'undirected' });
instruments.forEach((_, node) => graph.addNode(node));
for (const [left, right, r] of market.edges)
  graph.addEdge(left, right, { weight: Math.abs(r), distance: Math.sqrt(2 * (1 - r)) });

test('graphology: PageRank', () => {
  const theirs = pagerank(graph, { alpha: 0.85, maxIterations: 1000, tolerance: 1e-15 });
  market.pageRank.forEach((rank, node) => near(rank, theirs[node], 1e-11, instruments[node]));
});

test('graphology: connected components', () => {
  const numbers = new Array(instruments.length);
  connectedComponents(graph)
    .map(component => component.map(Number).sort((a, b) => a - b))
    .sort((a, b) => a[0] - b[0])
    .forEach((component, number) => component.forEach(node => (numbers[node] = number)));
  assert.deepEqual(market.components, numbers);
});

test('graphology: the modularity of our communities, and that its own are no better by a hundredth', () => {
  const communities = Object.fromEntries(market.communities.map((community, node) => [node, community]));
  near(market.modularity, modularity(graph, { getNodeCommunity: node => communities[node] }), 1e-12, 'modularity');
  const theirs = louvain.detailed(graph, { randomWalk: false });
  assert.ok(market.modularity > theirs.modularity - 0.01, `ours ${market.modularity}, theirs ${theirs.modularity}`);
});

test('graphology: shortest paths', () => {
  market.paths.forEach(({ source, distances }) => {
    const ways = dijkstra.singleSource(graph, source, 'distance');
    distances.forEach((distance, node) => {
      if (distance === null) return assert.equal(ways[node], undefined);
      const length = ways[node].slice(1).reduce((sum, to, i) => sum + graph.getEdgeAttribute(ways[node][i], to, 'distance'), 0);
      near(distance, length, 1e-12, instruments[node]);
    });
  });
});

const column = market.column;

test('simple-statistics and jstat: a column', () => {
  const { statistics } = market;
  assert.equal(statistics.Count, column.length);
  relative(statistics.Mean, simple.mean(column), 1e-14, 'mean');
  relative(statistics.StandardDeviation, simple.sampleStandardDeviation(column), 1e-14, 'sd');
  assert.equal(statistics.Min, simple.min(column));
  assert.equal(statistics.Max, simple.max(column));
  relative(statistics.LowerQuartile, jstat.percentile(column, 0.25), 1e-15, 'q1');
  relative(statistics.Median, simple.median(column), 1e-15, 'median');
  relative(statistics.UpperQuartile, jstat.percentile(column, 0.75), 1e-15, 'q3');
  relative(statistics.Skewness, simple.sampleSkewness(column), 1e-10, 'skewness');
  relative(statistics.Kurtosis, simple.sampleKurtosis(column), 1e-10, 'kurtosis');
});

test('simple-statistics and jstat: the hours, and the chi-square test of ups and downs', () => {
  const hours = Array.from({ length: 24 }, () => []);
  market.times.forEach((time, i) => hours[new Date(time).getUTCHours()].push(column[i]));
  const { Groups: groups, UpDown: upDown } = market.seasonality;
  const table = hours.map((values, hour) => {
    assert.equal(groups[hour].Count, values.length);
    near(groups[hour].Mean, simple.mean(values), 1e-16, `mean of hour ${hour}`);
    near(groups[hour].Median, simple.median(values), 1e-16, `median of hour ${hour}`);
    return [values.filter(value => value > 0).length, values.filter(value => value < 0).length];
  });
  const rows = table.map(row => row[0] + row[1]);
  const columns = [0, 1].map(side => table.reduce((sum, row) => sum + row[side], 0));
  const total = columns[0] + columns[1];
  const statistic = table.reduce((sum, row, i) => sum + row.reduce(
    (part, count, side) => part + (count - (rows[i] * columns[side]) / total) ** 2 / ((rows[i] * columns[side]) / total), 0), 0);
  relative(upDown.Statistic, statistic, 1e-13, 'chi-square');
  assert.equal(upDown.DegreesOfFreedom, 23);
  near(upDown.PValue, 1 - jstat.chisquare.cdf(statistic, 23), 1e-12, 'p');
});

test('the autocorrelation, by jstat’s mean and a loop', () => {
  const mean = jstat.mean(column);
  const product = lag => column.slice(lag).reduce((sum, value, i) => sum + (value - mean) * (column[i] - mean), 0);
  market.autocorrelation.forEach((value, i) => near(value, product(i + 1) / product(0), 1e-13, `lag ${i + 1}`));
});
