import { inOrder, networkLayout, shortNames } from '../market/networkLayout';
import type { Network, NetworkNode } from '../protocol/analyticsRest';
import { create, element, write } from './dom';

const size = 440;
const margin = 40;
/** So many communities have colours of their own: the greatest. */
const colours = 6;

/** The correlation network as a drawing, and its communities in words. */
export class NetworkMap {
  readonly #read: (node: NetworkNode) => void;

  /** @param read called with the instrument that is pointed at */
  constructor(read: (node: NetworkNode) => void) {
    this.#read = read;
  }

  show(network: Network): void {
    const places = networkLayout(network);
    const names = shortNames(network.nodes.map((node) => node.symbol));
    const communities = [...new Set(inOrder(network.nodes).map((node) => node.community))];
    const at = (symbol: string) => {
      const place = places.get(symbol) ?? { x: 0.5, y: 0.5 };
      return { x: margin + place.x * (size - 2 * margin), y: margin + place.y * (size - 2 * margin) };
    };
    const drawing = element('network') as unknown as SVGSVGElement;
    drawing.setAttribute('viewBox', `0 0 ${size} ${size}`);
    drawing.setAttribute('aria-label', `Network of ${network.nodes.length} instruments with ${network.edges.length} edges; its communities are listed below`);
    const most = Math.max(...network.nodes.map((node) => node.pageRank));
    drawing.replaceChildren(
      ...network.edges.map(({ left, right, correlation }) => {
        const [from, to] = [at(left), at(right)];
        const line = svg('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, 'stroke-width': 0.4 + 1.6 * Math.abs(correlation) ** 4 });
        if (correlation < 0) line.setAttribute('stroke-dasharray', '3 3');
        return line;
      }),
      ...network.nodes.filter((node) => places.has(node.symbol)).map((node) => {
        const { x, y } = at(node.symbol);
        const group = svg('g', { 'data-symbol': node.symbol, style: `color: ${colourOf(communities.indexOf(node.community))}` });
        const radius = 3 + 6 * Math.sqrt(node.pageRank / most);
        const label = svg('text', { x, y: y - radius - 3 });
        label.textContent = names.get(node.symbol) ?? node.symbol;
        group.append(svg('circle', { cx: x, cy: y, r: radius }), label);
        group.addEventListener('pointerenter', () => this.#read(node));
        return group;
      }),
    );

    element('communities').replaceChildren(...communities.flatMap((community, place) => {
      const members = inOrder(network.nodes).filter((node) => node.community === community && node.degree > 0);
      if (members.length === 0) return [];
      const [item, mark] = [create('li'), create('span')];
      mark.style.color = colourOf(place);
      write(mark, '● ');
      item.append(mark, members.map((node) => names.get(node.symbol)).join(', '));
      return [item];
    }));
    const alone = network.nodes.filter((node) => node.degree === 0).map((node) => names.get(node.symbol));
    write(element('unjoined'), alone.length > 0 ? `Without an edge: ${alone.join(', ')}.` : '');
  }

  clear(): void {
    element('network').replaceChildren();
    element('communities').replaceChildren();
    write(element('unjoined'), '');
  }
}

const colourOf = (place: number): string => (place < colours ? `var(--line-${place + 1})` : 'var(--muted)');

function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number>): SVGElementTagNameMap[K] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
