import { fixed } from '../format/number';
import { minute } from '../format/time';
import { intervals } from '../market/interval';
import { inOrder } from '../market/networkLayout';
import type { Correlations, Network, NetworkNode } from '../protocol/analyticsRest';
import { reasonOf } from '../protocol/request';
import type { Session } from '../store/session';
import { element, write } from './dom';
import { HeatMap } from './heatMap';
import { NetworkMap } from './networkMap';

/** The dialog of the correlations between the instruments that trade the most: as a heat map, and as a network. */
export class CorrelationsView {
  readonly #session: Session;
  readonly #dialog = element<HTMLDialogElement>('correlations');
  readonly #heat: HeatMap;
  readonly #map: NetworkMap;
  #correlations: Correlations | undefined;
  #network: Network | undefined;
  /** Rises with each question: an answer to an older one is thrown away. */
  #round = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#heat = new HeatMap(element<HTMLCanvasElement>('heat'), (row, column, value) => this.#readCell(row, column, value));
    this.#map = new NetworkMap((node) => this.#readNode(node));
    element<HTMLSelectElement>('corr-interval').append(...intervals.map((interval) => new Option(interval, interval, false, interval === '1h')));
    element('corr-form').addEventListener('submit', (event) => event.preventDefault());
    element('corr-form').addEventListener('change', () => void this.#load());
    element('corr-close').addEventListener('click', () => this.#dialog.close());
    element('corr-open').addEventListener('click', () => {
      this.#dialog.showModal();
      void this.#load();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#heat.draw());
  }

  async #load(): Promise<void> {
    const round = ++this.#round;
    const { analytics } = this.#session.api;
    const valueOf = (id: string) => element<HTMLInputElement | HTMLSelectElement>(id).value.trim();
    this.#tell('Loading correlations…');
    try {
      const symbols = await analytics.ranking(Number(valueOf('corr-count')));
      if (symbols.length < 2) throw new Error('Fewer than two instruments have traded.');
      const wish = { symbols, interval: valueOf('corr-interval'), window: valueOf('corr-window'), method: valueOf('corr-method') };
      const [correlations, network] = await Promise.all([analytics.correlation(wish), analytics.network(wish, valueOf('corr-threshold'))]);
      if (round !== this.#round) return;
      [this.#correlations, this.#network] = [correlations, network];
      this.#heat.show(correlations, inOrder(network.nodes).map((node) => node.symbol));
      this.#map.show(network);
      this.#tell(sentenceOf(correlations, network));
    } catch (error) {
      if (round !== this.#round) return;
      [this.#correlations, this.#network] = [undefined, undefined];
      this.#heat.show(undefined, []);
      this.#map.clear();
      this.#tell(`Correlations are not available. ${reasonOf(error)}`);
    }
  }

  #tell(sentence: string): void {
    write(element('corr-note'), sentence);
    write(element('corr-read'), 'Point at a cell or an instrument, or go through the cells by the arrow keys.');
  }

  #readCell(row: string, column: string, value: number | null): void {
    const least = this.#correlations?.leastCommon ?? 0;
    write(element('corr-read'), `${row} and ${column}: ${value === null ? `fewer than ${least} bars in common, or one of them did not move` : fixed(value, 3)}`);
  }

  #readNode({ symbol, degree, pageRank }: NetworkNode): void {
    const ways = (this.#network?.paths ?? []).flatMap(({ hub, ways: all }) => {
      const between = all.find((way) => way.symbol === symbol)?.path.slice(1, -1);
      return between ? [`; to ${hub} ${between.length > 0 ? `by way of ${between.join(', ')}` : 'directly'}`] : [];
    });
    write(element('corr-read'), `${symbol}: ${degree} ${degree === 1 ? 'edge' : 'edges'}, PageRank ${fixed(100 * pageRank, 1)} %${ways.join('')}`);
  }
}

function sentenceOf(correlations: Correlations, network: Network): string {
  const until = correlations.lastBar === null ? 'There are no candles yet.' : `The last of ${correlations.window} bars began at ${minute(correlations.lastBar)} UTC.`;
  return `${network.nodes.length} instruments, ${network.edges.length} ${network.edges.length === 1 ? 'edge' : 'edges'}. ${until}`;
}
