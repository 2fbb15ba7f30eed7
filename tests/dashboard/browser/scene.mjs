import { after, afterEach, before, beforeEach, describe } from 'node:test';
import { Market } from '../mock/market.mjs';
import { manyNames } from '../mock/names.mjs';
import { MockNode } from '../mock/node.mjs';
import { launch, missing } from './chromium.mjs';
import { stateOf, textOf, until, watched } from './watched.mjs';

export const bitcoin = 'BINANCE:BTCUSDT';
export const shown = (price) => price.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * Tests of the page in a browser. Each begins with the page open on a stand-in node of its own, connected and with its candles shown; after each
 * the page's console must hold no error.
 * @param tests called with the scene: { market, node, page, watch }, which is another before each test
 * @param prepare called with the node before the page is opened
 */
export function scenes(name, tests, prepare = () => {}) {
  describe(name, { skip: missing }, () => {
    const scene = {};
    let browser;
    before(async () => (browser = await launch()));
    after(async () => browser?.close());

    beforeEach(async () => {
      const market = new Market(manyNames(10_000));
      const node = new MockNode(market);
      prepare(node);
      await node.start();
      const watch = await watched(browser);
      const { page } = watch;
      Object.assign(scene, { market, node, page, watch });
      await page.goto(node.url);
      await stateOf(page, 'first connection', 'connected');
      await until(page, 'candles are loaded', () => page.locator('#chart-note').isHidden(), true);
      await textOf(page, 'first price', '#last-price', shown(market.price(bitcoin)));
    });

    afterEach(async () => {
      await scene.page.close();
      await scene.node.stop();
      scene.watch.assertNoError();
    });

    tests(scene);
  });
}
