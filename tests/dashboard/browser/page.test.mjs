import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { bitcoin, scenes, shown } from './scene.mjs';
import { stateOf, textOf, until } from './watched.mjs';

scenes('the page', (scene) => {
  let node, market, page, watch;
  beforeEach(() => ({ node, market, page, watch } = scene));

  test('a price change is seen in the header, the list, the tape and the chart', async () => {
    const before = market.price(bitcoin);
    while (market.price(bitcoin) === before) node.trade(bitcoin);
    const price = shown(market.price(bitcoin));
    await textOf(page, 'header', '#last-price', price);
    await textOf(page, 'list', '[aria-selected=true] .price', price);
    await until(page, 'tape', () => page.locator('#tape tr:first-child').innerText(), (text) => text.includes(price));
    await until(page, 'chart', () => page.locator('#chart').getAttribute('aria-label'), (text) => text.includes(`C ${price}`));
    await until(page, 'title', () => page.title(), (text) => text.includes(price));
  });

  test('a tiny price has its tick\'s decimals and no exponent', async () => {
    await page.fill('#filter', 'shib');
    await page.keyboard.press('Enter');
    await textOf(page, 'selection', '#symbol', 'SHIBUSDT');
    await textOf(page, 'price', '#last-price', /^0\.0000\d{4}$/);
    assert.doesNotMatch(await page.locator('body').innerText(), /\d[eE]-\d/);
  });

  test('after a cut, what was missed is caught up with from the offset', async () => {
    watch.excuse();
    node.down = true;
    node.cut();
    await stateOf(page, 'cut', 'reconnecting');
    await textOf(page, 'badge while cut', '#stale', /Stale.*no connection/);
    node.trade(bitcoin);
    node.calls.length = 0;
    node.down = false;
    await stateOf(page, 'back', 'connected');
    await textOf(page, 'price of the trade missed', '#last-price', shown(market.price(bitcoin)));
    await until(page, 'badge when back', () => page.locator('#stale').getAttribute('data-on'), 'false');
    assert.ok(node.calls.includes(`Subscribe ticker:${bitcoin} e1 0`), node.calls.join('\n'));
    assert.ok(await page.locator('#notice').isHidden(), 'a recovery must not look like a restart');
  });

  test('a node that is down for long is disconnected; a retry finds it restarted', async () => {
    watch.excuse();
    node.down = true;
    node.cut();
    await stateOf(page, 'long cut', 'disconnected');
    node.down = false;
    node.newEpoch();
    const ready = page.locator('#retry').click();
    await stateOf(page, 'retry', 'connected');
    await ready.catch(() => {}); // The page's own attempt may have come first, and taken the button away.
    await textOf(page, 'notice', '#notice-text', /started over/);
    node.trade(bitcoin);
    await textOf(page, 'price in the new epoch', '#last-price', shown(market.price(bitcoin)));
  });

  test('a hole in the offsets is asked for again', async () => {
    node.calls.length = 0;
    node.trade(bitcoin, { lost: true });
    node.trade(bitcoin);
    await textOf(page, 'price after the hole', '#last-price', shown(market.price(bitcoin)));
    await until(page, 'resubscription', () => node.calls.join('\n'), (calls) => calls.includes(`Subscribe trades:${bitcoin} e1 0`));
    await until(page, 'both trades on the tape', () => page.locator('#tape tr:not([hidden])').count(), 42);
  });

  test('a price without trades for 30 s is stale, and says how old', async () => {
    assert.equal(await page.locator('#stale').getAttribute('data-on'), 'false');
    node.publish(`ticker:${bitcoin}`, { ticker: market.ticker(bitcoin, 31_000) });
    await textOf(page, 'badge', '#stale', /^Stale · 3\d s$/);
    await textOf(page, 'age', '#age', /^3\d s ago$/);
  });

  test('candles out of order and revisions do not trouble the chart', async () => {
    const [old, last] = [market.candles(bitcoin, 60_000, 100)[0], market.candles(bitcoin, 60_000, 1)[0]];
    const next = { ...last, openTime: last.openTime + 180_000, close: 4321.09, high: 4400, closed: false, revision: 0 };
    node.publish(`candles:${bitcoin}:1m`, { candles: [next] });
    node.publish(`candles:${bitcoin}:1m`, { candles: [{ ...old, revision: 7 }, { ...last, closed: true }] });
    await until(page, 'last candle', () => page.locator('#chart').getAttribute('aria-label'), (text) => text.includes('C 4,321.09'));
    assert.match(await page.locator('#quality').innerText(), /1 gap, 36 trades missing.*1 partial/s);
  });

  test('moving the chart back loads older candles, and the chart stays where it is', async () => {
    await page.locator('#chart').focus();
    await until(page, 'an older page is asked for', async () => {
      await page.keyboard.press('Shift+ArrowLeft');
      return node.older;
    }, 1, 30_000);
    await page.locator('#chart').hover({ position: { x: 300, y: 100 } });
    const older = /1m\. (\d{4}-\d\d-\d\d \d\d:\d\d)/;
    const label = await until(page, 'a candle far back is read', () => page.locator('#chart').getAttribute('aria-label'), older);
    assert.ok(Date.parse(`${label.match(older)[1]}Z`) < market.now - 900 * 60_000, label);
  });

  test('ten thousand symbols: few rows, and only those live', async () => {
    assert.ok((await page.locator('#list .row').count()) < 60);
    await page.locator('#list').focus();
    await page.keyboard.press('End');
    await textOf(page, 'last symbol', '#symbol', 'S09999USDT');
    await until(page, 'live channels', () => [...node.subscribed].includes('ticker:SIM:S09998USDT'), true);
    await until(page, 'rows left are let go', () => node.subscribed.has('ticker:BINANCE:ETHUSDT'), false);
    assert.ok([...node.subscribed].filter((channel) => channel.startsWith('ticker:')).length <= 100);
  });

  test('everything is reached by keyboard', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('eth1/');
    assert.equal(await page.inputValue('#filter'), 'eth1/', 'keys typed into the filter are text');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await textOf(page, 'arrow down in the list', '#symbol', 'ETHUSDT');
    const active = await page.locator('#list').getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${active}`).getAttribute('aria-selected'), 'true');

    await page.keyboard.press('4');
    await until(page, 'key 4', () => page.locator('input[name=interval]:checked').inputValue(), '1h');
    await page.keyboard.press(']');
    await until(page, 'key ]', () => page.locator('input[name=interval]:checked').inputValue(), '4h');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await until(page, 'key [', () => page.locator('input[name=interval]:checked').inputValue(), '15m');
    await until(page, 'address', () => page.url(), /#BINANCE:ETHUSDT\/15m$/);
    await until(page, 'candles of 15m', () => page.locator('#chart').getAttribute('aria-label'), /ETHUSDT, 15m\. \d{4}-/);

    await page.locator('#chart').focus();
    const label = await page.locator('#chart').getAttribute('aria-label');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await until(page, 'candle read by key', () => page.locator('#chart').getAttribute('aria-label'), (text) => text !== label);
    await page.keyboard.press('+');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('End');

    await page.keyboard.press('?');
    await until(page, 'help', () => page.locator('#help').isVisible(), true);
    await page.keyboard.press('Escape');
    await until(page, 'help closed', () => page.locator('#help').isVisible(), false);

    await page.locator('body').evaluate(() => document.activeElement.blur());
    const stops = [];
    for (let tab = 0; tab < 16; tab++) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement.matches('input[type=radio]') ? document.activeElement.nextElementSibling : document.activeElement);
        return { id: document.activeElement.id || document.activeElement.name || document.activeElement.className, outline: style.outlineStyle };
      });
      if (stop.id) stops.push(stop);
    }
    for (const id of ['filter', 'list', 'interval', 'chart', 'tapebox', 'alertsbox', 'actor']) {
      const stop = stops.find((candidate) => candidate.id === id);
      assert.ok(stop, `Tab never came to '${id}', only to ${stops.map((each) => each.id).join(', ')}`);
      assert.notEqual(stop.outline, 'none', `the focus on '${id}' can't be seen`);
    }
  });

  test('nothing moves while prices change', async () => {
    await page.evaluate(() => {
      globalThis.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shifts += entry.value))).observe({ type: 'layout-shift' });
    });
    for (let trade = 0; trade < 50; trade++) node.trade(bitcoin);
    await textOf(page, 'last price', '#last-price', shown(market.price(bitcoin)));
    assert.ok((await page.evaluate(() => globalThis.shifts)) < 0.01, 'the layout shifted');
  });

  test('a phone shows it all in its width', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `the page is ${width} px wide`);
  });
});
