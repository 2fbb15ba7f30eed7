import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bitcoin, scenes } from './scene.mjs';
import { textOf, until } from './watched.mjs';

scenes('alerts', (scene) => {
  const alerts = () => scene.page.locator('#alerts .alert');

  test('an alert is shown as it fires, acknowledged by name, and goes when it is over', async () => {
    const { node, page } = scene;
    await textOf(page, 'no alerts', '#alerts-note', 'No open alerts.');
    const id = node.alerts.fire('Bitcoin is high', bitcoin, { severity: 'critical', saw: [{ name: 'price', value: 70_012.34 }, { name: 'rsi(14)', value: 81.254 }] });
    await until(page, 'the alert', () => alerts().innerText(), /Bitcoin is high[\s\S]*BINANCE:BTCUSDT[\s\S]*price 70,012\.34, rsi\(14\) 81\.254[\s\S]*Firing/);
    await textOf(page, 'count', '#alerts-open', '1 open');
    await until(page, 'it is said', () => page.locator('#announce').innerText(), /Alert, critical: Bitcoin is high/);

    await page.fill('#actor', 'ann');
    await page.getByRole('button', { name: 'Acknowledge Bitcoin is high, BINANCE:BTCUSDT' }).press('Enter');
    await until(page, 'acknowledged', () => alerts().innerText(), /Acknowledged by ann, \d\d:\d\d:\d\d/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'alertsbox', 'the focus was lost with the button');
    node.alerts.resolve(id);
    await until(page, 'gone', () => alerts().count(), 0);
    await page.check('#alerts-past');
    await until(page, 'in the past', () => alerts().innerText(), /Over since/);
    await page.reload();
    await until(page, 'the name is remembered', () => page.inputValue('#actor'), 'ann');
  });

  test('an alert is marked on its candle, and read with it', async () => {
    const { market, node, page } = scene;
    const candle = market.candles(bitcoin, 60_000, 4)[0];
    node.alerts.fire('Far away', 'BINANCE:ETHUSDT', { at: candle.openTime });
    const id = node.alerts.fire('Sudden fall', bitcoin, { at: candle.openTime + 30_000 });
    await page.locator('#chart').focus();
    for (let key = 0; key < 4; key++) await page.keyboard.press('ArrowLeft');
    const label = await until(page, 'candle with an alert', () => page.locator('#chart').getAttribute('aria-label'), /alert: Sudden fall/);
    assert.doesNotMatch(label, /Far away/);
    node.alerts.resolve(id, { retracted: true });
    await until(page, 'taken back', () => page.locator('#chart').getAttribute('aria-label'), (text) => !text.includes('Sudden fall'));
  });

  test('what was missed while the connection was cut is caught up with', async () => {
    const { node, page, watch } = scene;
    const over = node.alerts.fire('Before', bitcoin);
    await until(page, 'first alert', () => alerts().count(), 1);
    watch.excuse();
    node.down = true;
    node.cut();
    node.alerts.resolve(over);
    node.alerts.fire('Meanwhile', 'BINANCE:ETHUSDT');
    node.down = false;
    await until(page, 'second alert alone', () => alerts().locator('strong').allInnerTexts(), (names) => names.join() === 'Meanwhile', 30_000);
    await alerts().getByRole('button', { name: 'BINANCE:ETHUSDT', exact: true }).click();
    await textOf(page, 'the alert leads to its symbol', '#symbol', 'ETHUSDT');
  });

  test('a refusal is a sentence, and the rest works', async () => {
    const { node, page, watch } = scene;
    const id = node.alerts.fire('Gone', bitcoin);
    await until(page, 'alert', () => alerts().count(), 1);
    node.alerts.alerts.get(id).state = 'resolved';
    watch.excuse();
    await page.getByRole('button', { name: /^Acknowledge/ }).click();
    await textOf(page, 'refusal', '#alerts-note', /'Gone' was not acknowledged\. No open alert has the id 'a1': it may be over\./);
  });
});

scenes('a node without alerts', (scene) => {
  test('says so, and shows the rest', async () => {
    const { page, watch } = scene;
    watch.excuse();
    await textOf(page, 'sentence', '#alerts-note', /^Alerts are not available\. 'alerts' is no channel/);
    assert.equal(await page.locator('#notice').isVisible(), false);
  });
}, (node) => (node.old = true));
