import type { Network } from '../protocol/analyticsRest';

export interface Place {
  /** 0 to 1, from the left and from the top. */
  x: number;
  y: number;
}

const rounds = 200;
/** By this share of its distance from the middle each moves there in a round: parts that are not joined have nothing else that holds them. */
const pull = 0.02;
/** Instruments further apart than so many ideal edges don't push each other, so that parts that are not joined stay near. */
const reach = 2.5;

/**
 * Places for the instruments that have an edge: those joined near each other, all apart. T. M. J. Fruchterman and E. M. Reingold, Graph Drawing by
 * Force-directed Placement, Software: Practice and Experience 21, 1991, from a circle by community, so that the same network always looks the same.
 */
export function networkLayout({ nodes, edges }: Pick<Network, 'nodes' | 'edges'>): Map<string, Place> {
  const joined = inOrder(nodes).filter((node) => node.degree > 0);
  const places = joined.map((_, index) => {
    const angle = (2 * Math.PI * index) / joined.length;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
  const index = new Map(joined.map(({ symbol }, at) => [symbol, at]));
  const ideal = 2 / Math.sqrt(Math.max(1, joined.length));

  for (let round = 0; round < rounds; round++) {
    const moves = places.map(() => ({ x: 0, y: 0 }));
    const push = (one: number, other: number, force: (distance: number) => number) => {
      const [from, to, a, b] = [places[one], places[other], moves[one], moves[other]];
      if (!from || !to || !a || !b) return;
      const [dx, dy] = [from.x - to.x, from.y - to.y];
      const distance = Math.max(1e-6, Math.hypot(dx, dy));
      const share = force(distance) / distance;
      a.x += dx * share;
      a.y += dy * share;
      b.x -= dx * share;
      b.y -= dy * share;
    };
    for (let one = 0; one < places.length; one++) {
      for (let other = 0; other < one; other++) push(one, other, (distance) => (distance < reach * ideal ? (ideal * ideal) / distance : 0));
    }
    for (const { left, right, correlation } of edges) {
      push(index.get(left) ?? -1, index.get(right) ?? -1, (distance) => (-Math.abs(correlation) * distance * distance) / ideal);
    }
    const heat = 0.2 * (1 - round / rounds);
    for (const [at, place] of places.entries()) {
      const move = moves[at] ?? { x: 0, y: 0 };
      const length = Math.max(1e-6, Math.hypot(move.x, move.y));
      place.x += (move.x / length) * Math.min(length, heat) - pull * place.x;
      place.y += (move.y / length) * Math.min(length, heat) - pull * place.y;
    }
  }

  const scaled = (values: number[]) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (value: number) => (most > least ? (value - least) / (most - least) : 0.5);
  };
  const [x, y] = [scaled(places.map((place) => place.x)), scaled(places.map((place) => place.y))];
  return new Map(joined.map(({ symbol }, at) => [symbol, { x: x(places[at]?.x ?? 0), y: y(places[at]?.y ?? 0) }]));
}

/** By community, the greatest first, and in it by PageRank: those that belong together stand together. */
export function inOrder(nodes: Network['nodes']): Network['nodes'] {
  const sizes = new Map<number, number>();
  for (const { community } of nodes) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  return [...nodes].sort((one, other) =>
    (sizes.get(other.community) ?? 0) - (sizes.get(one.community) ?? 0) || one.community - other.community
    || other.pageRank - one.pageRank || one.symbol.localeCompare(other.symbol));
}

/** Names without the venue where that leaves them apart. */
export function shortNames(symbols: readonly string[]): Map<string, string> {
  const bare = (symbol: string) => symbol.split(':')[1] ?? symbol;
  return new Map(symbols.map((symbol) => [symbol, symbols.filter((other) => bare(other) === bare(symbol)).length === 1 ? bare(symbol) : symbol]));
}
